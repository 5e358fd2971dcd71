// An end of the stream for which no segment came.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  if (!s.has_own_network()) return not_tested("packets can be counted only in a network of one's own");
  auto [a, b] = s.pair();
  const long before = s.packets();
  s.shutdown(b, SHUT_RD);
  const bool end = s.recv(b, 1).value == 0;
  const long packets = s.packets() - before;
  s.note(std::to_string(packets) + " packets on the wire; a has closed nothing");
  return end && packets == 0 ? does_not_hold("the FIN is the closer's, but the reader's own stack makes the end of the stream, here without any FIN") : holds();
}

}  // namespace

const Claim c30{30, "the end of the stream is put into the reader's queue by the stack of the side that closes", decide,
              "start pair a b; shutdown(b, SHUT_RD); recv(b, 1)"};

}  // namespace socketcheck::properties::article
