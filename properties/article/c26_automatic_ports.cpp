// A port range in which four ports are left.
#include "properties/article/claims.hpp"

#include <fstream>
#include <set>

namespace socketcheck::properties::article {
namespace {

// Sockets that are bound automatically while four ports are left: how many got one, and whether two are the same.
struct Ports {
  int given = 0;
  bool distinct = true;
};
Ports bind_many(Scene& s, bool reuse, bool wild) {
  s.be_silent(true);
  std::set<unsigned> seen;
  Ports ports;
  std::vector<Side> sides;
  for (int i = 0; i < 8; ++i) {
    Side side = s.datagram('a');
    sides.push_back(side);
    if (reuse) s.set_option(side, SOL_SOCKET, SO_REUSEADDR, 1, "SO_REUSEADDR");
    const sut::Address place = wild && s.loopback().storage.ss_family == AF_INET ? sut::loopback(sut::Family::ipv4, static_cast<std::uint32_t>(i)) : s.loopback();
    if (s.bind(side, place).failed()) continue;
    ++ports.given;
    ports.distinct = seen.insert(s.name(side).port()).second && ports.distinct;
  }
  for (Side& side : sides) s.close(side);
  s.be_silent(false);
  return ports;
}
std::string in_words(const char* what, const Ports& ports) {
  return std::string(what) + ": " + std::to_string(ports.given) + " of 8 sockets get a port, " + (ports.distinct ? "all different" : "some the same");
}

Verdict decide(Scene& s) {
  if (!s.has_own_network()) return not_tested("the port range can be made small only in a network of one's own");
  std::ofstream("/proc/sys/net/ipv4/ip_local_port_range") << "40000 40003" << std::flush;
  const Ports plain = bind_many(s, false, false);
  s.note(in_words("four ports left", plain));
  const Ports reused = bind_many(s, true, false);
  s.note(in_words("with SO_REUSEADDR", reused));
  const Ports addresses = bind_many(s, false, true);
  s.note(in_words("at different addresses", addresses));
  if (!plain.distinct || plain.given == 0) return does_not_hold("two got the same port");
  if (reused.distinct && addresses.distinct) return holds();
  return holds_if("they don't both have SO_REUSEADDR and are at the same address");
}

}  // namespace

const Claim c26{26, "two UDP sockets that are bound automatically never get the same port", decide,
                "start datagrams a b; c = socket(); bind(b, 0); bind(c, 0); sendto(a, 1, b); sendto(a, 2, c); recv(b, 9); recv(c, 9)"};

}  // namespace socketcheck::properties::article
