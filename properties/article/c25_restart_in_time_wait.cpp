// A server that is started anew.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

// The outcome of a restarted server's bind(), after a connection that one of the two has closed first.
Result restart(Scene& s, bool server_closes_first, bool reuse_before, bool reuse) {
  s.be_silent(true);
  Side listener = s.stream('l');
  if (reuse_before) s.set_option(listener, SOL_SOCKET, SO_REUSEADDR, 1, "SO_REUSEADDR");
  s.bind(listener);
  s.listen(listener, 1);
  const sut::Address place = s.name(listener);
  Side client = s.stream('c');
  s.connect(client, place);
  Side server = s.accept(listener, 's');
  Side& first = server_closes_first ? server : client;
  Side& second = server_closes_first ? client : server;
  s.close(first);
  s.recv(second, 1);
  s.close(second);
  s.close(listener);
  const Side again = s.stream('n');
  if (reuse) s.set_option(again, SOL_SOCKET, SO_REUSEADDR, 1, "SO_REUSEADDR");
  s.be_silent(false);
  s.note(std::string(server_closes_first ? "the server" : "the client") + " closed first" + (reuse_before ? ", SO_REUSEADDR before" : "") + (reuse ? ", SO_REUSEADDR now" : ""));
  return s.bind(again, place);
}

Verdict decide(Scene& s) {
  const bool server_first = restart(s, true, false, false).error == EADDRINUSE;
  const bool client_first = restart(s, false, false, false).error == EADDRINUSE;
  const bool reused_alone = !restart(s, true, false, true).failed();
  const bool reused = !restart(s, true, true, true).failed();
  if (!server_first || !reused) return does_not_hold("SO_REUSEADDR makes no such difference");
  if (client_first) return holds();
  return holds_if(reused_alone ? "the server closed first" : "the server closed first; SO_REUSEADDR helps if the earlier server had set it, too");
}

}  // namespace

const Claim c25{25, "without SO_REUSEADDR a server that is started anew finds its address in use while TIME-WAIT lasts", decide};

}  // namespace socketcheck::properties::article
