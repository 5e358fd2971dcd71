#include "sut/kernel/places.hpp"

#include <netinet/in.h>

#include <array>
#include <fstream>
#include <optional>
#include <random>

namespace socketcheck::sut {
namespace {

// <linux/in.h>, which can't be included beside <netinet/in.h>.
constexpr int ip_local_port_range = 51;

// TIME-WAITs over loopback can be taken over after one second at the earliest; so many programs don't end in one.
constexpr std::uint32_t ports_in_use = 16384;

std::array<std::optional<Address>, 3>& places() {
  static std::array<std::optional<Address>, 3> remembered;
  return remembered;
}

// As IP_LOCAL_PORT_RANGE takes it: the last port in the upper half, the first in the lower.
std::uint32_t range_of_few_ports() {
  std::uint32_t first = 32768;
  std::uint32_t last = 60999;
  std::ifstream("/proc/sys/net/ipv4/ip_local_port_range") >> first >> last;
  if (last - first >= ports_in_use) {
    first += std::random_device{}() % (last - first - ports_in_use + 1);
    last = first + ports_in_use - 1;
  }
  return last << 16 | first;
}

}  // namespace

Address loopback_of_process(Family family) {
  static const std::uint32_t choice = std::random_device{}();
  return loopback(family, choice);
}

Address listening_place(Family family) {
  auto& place = places()[static_cast<std::size_t>(family)];
  if (!place) place = loopback_of_process(family);
  return *place;
}

void remember_listening_place(Family family, const Address& address) { places()[static_cast<std::size_t>(family)] = address; }

void forget_listening_place(Family family) { places()[static_cast<std::size_t>(family)].reset(); }

void connect_from_few_ports(int fd) {
  static const std::uint32_t range = range_of_few_ports();
  setsockopt(fd, IPPROTO_IP, ip_local_port_range, &range, sizeof range);
}

}  // namespace socketcheck::sut
