// The heart of the suite: no end of the stream before its last byte.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  constexpr long bytes = 100'000;
  auto [a, b] = s.pair();
  s.send(a, bytes / 2);
  s.send(a, bytes / 2);
  s.shutdown(a, SHUT_WR);
  s.close(a);
  const auto [read, last] = s.read_all(b);
  return read == bytes && last.value == 0 ? holds() : does_not_hold("bytes were missing in front of the end");
}

}  // namespace

const Claim c2{2, "the end of the stream is read only after everything that was sent before it", decide,
              "start pair a b; send(a, 3); close(a); recv(b, 2); recv(b, 2); recv(b, 1)"};

}  // namespace socketcheck::properties::article
