// A server that greets its clients.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  auto [client, server] = s.pair();
  s.send(server, 5);
  const bool server_first = s.recv(client, 9).value == 5;
  s.send(client, 3);
  const bool client_next = s.recv(server, 9).value == 3;
  if (!client_next) return does_not_hold("the client can't write at all");
  return server_first ? does_not_hold("either may write first; the protocol above TCP decides") : holds();
}

}  // namespace

const Claim c34{34, "the server always reads first, and the client always writes first", decide,
              "start pair a b; send(b, 5); recv(a, 9)"};

}  // namespace socketcheck::properties::article
