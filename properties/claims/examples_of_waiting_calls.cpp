// What wakes a call that waits, one by one.
#include "properties/claims/examples.hpp"
#include "properties/claims/parse_examples.hpp"

namespace socketcheck::properties {
namespace {

constexpr std::string_view texts[] = {
    // recv: data, the FIN, the RST, its own shutdown; not the other direction's.
    "begin recv(a, 5); send(b, 3); recv(a, 1)",
    "begin recv(a, 5); shutdown(b, SHUT_WR); recv(a, 1)",
    "begin recv(a, 5); close(b)",
    "begin recv(a, 5); abort(b); recv(a, 1)",
    "begin recv(a, 5); send(a, 1); close(b); recv(a, 1)",
    "begin recv(a, 5); shutdown(a, SHUT_RD); recv(a, 1)",
    "begin recv(a, 5); shutdown(a, SHUT_RDWR)",
    "begin recv(a, 5); shutdown(a, SHUT_WR); recv(b, 1); send(b, 1)",
    "begin recv(a, 5); recv(b, 1); send(a, 1); recv(b, 1); poll(a)",
    "send(b, 1); begin recv(a, 5); begin recv(a, 5); send(b, 2)",
    "begin recv(a, 1); begin recv(b, 1); send(a, 1); send(b, 1)",
    "c = dup(a); begin recv(c, 5); close(a); send(b, 1)",
    // send: room, its own shutdown, the RST.
    "send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576);"
    "send(a, 1048576); begin send(a, 1); recv(b, 1048576); recv(b, 1048576); recv(b, 1048576); recv(b, 1048576); recv(b, 1048576);"
    "recv(b, 1048576); recv(b, 1048576); recv(b, 1048576); recv(b, 1048576); recv(b, 1048576); recv(b, 1048576); recv(b, 1048576)",
    "send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576);"
    "send(a, 1048576); begin send(a, 1); shutdown(a, SHUT_WR)",
    "send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576);"
    "send(a, 1048576); begin send(a, 1); abort(b)",
    "begin send(a, 1); begin send(a, 1); recv(b, 5)",
    // accept and poll: a connection, and the end of listening.
    "start listening a b; begin c = accept(a); connect(b, p); send(b, 1); recv(c, 1)",
    "start listening a b; begin c = accept(a); shutdown(a, SHUT_RD); connect(b, p)",
    "start listening a b; connect(b, p); begin c = accept(a); begin d = accept(a)",
    "start listening a b; begin poll(a); connect(b, p); c = accept(a)",
    "start listening a b; begin poll(a); shutdown(a, SHUT_RD)",
    "start listening a b; begin recv(b, 1); begin c = accept(b); begin send(b, 1)",
};

}  // namespace

const std::vector<model::Program>& examples_of_waiting_calls() {
  static const std::vector<model::Program> programs = parse_examples("start pair a b", texts);
  return programs;
}

}  // namespace socketcheck::properties
