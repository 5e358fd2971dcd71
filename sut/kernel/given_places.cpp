#include "sut/kernel/given_places.hpp"

#include <netinet/in.h>
#include <unistd.h>

#include <fstream>
#include <random>

#include "sut/kernel/places.hpp"

namespace socketcheck::sut {
namespace {

constexpr unsigned ports_in_block = 64;
constexpr unsigned first_port = 1024;
constexpr unsigned last_port = 65535;

// Ports outside the range from which the system chooses, below it or else above it.
struct Ports {
  unsigned first = 0;
  unsigned blocks = 0;
};

Ports ports_to_give() {
  unsigned low = 32768;
  unsigned high = 60999;
  std::ifstream("/proc/sys/net/ipv4/ip_local_port_range") >> low >> high;
  const unsigned below = low > first_port ? (low - first_port) / ports_in_block : 0;
  const unsigned above = high < last_port ? (last_port - high) / ports_in_block : 0;
  return below >= above ? Ports{first_port, below} : Ports{high + 1, above};
}

const Ports& ports() {
  static const Ports given = ports_to_give();
  return given;
}

unsigned first_of_block(unsigned block) { return ports().first + block * ports_in_block; }

int bound_socket(int type, const Address& address, Family family) {
  const int fd = ::socket(domain_of(family), type | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  if (::bind(fd, address.raw(), address.length) == 0) return fd;
  ::close(fd);
  return -1;
}

bool can_be_bound(const Address& address, Family family, int type) {
  const int fd = bound_socket(type, address, family);
  if (fd >= 0) ::close(fd);
  return fd >= 0;
}

// At no address does anybody listen at this port or is connected from it, and no TIME-WAIT is left.
bool is_unused(unsigned port, Family family, int type) {
  return can_be_bound(with_port(every_address(family), port), family, type);
}

}  // namespace

GivenPlaces::~GivenPlaces() { give_block_back(); }

// Of a UDP socket nothing is left when it is closed, so its port serves again.
void GivenPlaces::program_begins() {
  places_ = {};
  if (type_ == SOCK_DGRAM) next_in_block_ = 0;
}

Address GivenPlaces::home() const { return type_ == SOCK_DGRAM ? usual_loopback(family_) : loopback_of_process(family_); }

void GivenPlaces::give_block_back() {
  if (lock_ >= 0) ::close(lock_);
  lock_ = -1;
}

// The next block that is nobody's; the first is drawn, so that processes seldom meet.
bool GivenPlaces::take_block() {
  static thread_local std::minstd_rand random{std::random_device{}()};
  const bool had_one = lock_ >= 0;
  give_block_back();
  if (ports().blocks == 0) return false;
  block_ = had_one ? block_ + 1 : static_cast<unsigned>(random());
  for (unsigned tried = 0; tried < ports().blocks; ++tried) {
    block_ = (block_ + (tried > 0 ? 1 : 0)) % ports().blocks;
    lock_ = bound_socket(type_of_lock(), with_port(every_address(family_), first_of_block(block_)), family_);
    next_in_block_ = 0;
    if (lock_ >= 0) return true;
  }
  return false;
}

std::optional<Address> GivenPlaces::next_unused() {
  for (unsigned blocks = 0; blocks <= ports().blocks; ++blocks) {
    while (lock_ >= 0 && next_in_block_ < ports_in_block) {
      const unsigned port = first_of_block(block_) + next_in_block_++;
      if (!is_unused(port, family_, type_)) continue;
      const Address place = with_port(home(), port);
      if (has_address_ || (has_address_ = can_be_bound(place, family_, type_))) return place;
      why_none_ = "the loopback interface lacks the address that the places are at";
      return std::nullopt;
    }
    if (!take_block()) break;
  }
  why_none_ = "no port is free outside net.ipv4.ip_local_port_range: narrow that range, or wait a minute";
  return std::nullopt;
}

std::optional<Address> GivenPlaces::address_of(model::Place place) {
  auto& address = places_[static_cast<std::size_t>(place) - static_cast<std::size_t>(model::Place::p)];
  if (!address) address = next_unused();
  return address;
}

}  // namespace socketcheck::sut
