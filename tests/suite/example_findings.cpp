#include "example_findings.hpp"

#include "hunt.hpp"

namespace socketcheck::tests {
namespace {

using properties::AllowedLine;
using properties::Failure;
using properties::FailureKind;
using properties::Finding;
using properties::Step;

// What all examples share.
Finding finding_of(std::string_view program) {
  Finding finding;
  finding.property = "every answer is one the model allows";
  finding.property_name = "EveryAnswerIsOneTheModelAllows";
  finding.stack = "linux-tcp4";
  finding.flavour = "linux";
  finding.seed = 7;
  finding.cases = 212;
  finding.shrinks = 140;
  finding.original_calls = 31;
  finding.seconds = 1.5;
  finding.failed_runs = finding.confirming_runs = 10;
  finding.program = program_of(program);
  finding.limits.window = 32768;
  return finding;
}

const AllowedLine success{"0", "example.success", "POSIX.1-2017 shutdown() RETURN VALUE", model::ok()};
const AllowedLine broken_pipe{"-1 EPIPE, SIGPIPE", "example.broken-pipe", "POSIX.1-2017 send() ERRORS [EPIPE], shall",
                              model::fails(model::Error::broken_pipe, 1)};
const AllowedLine one_byte{"1", "example.data", "RFC 9293 3.10.3 RECEIVE Call", model::bytes(1, 1)};
const AllowedLine readable{"POLLIN|POLLOUT", "example.readable", "POSIX.1-2017 poll() DESCRIPTION",
                           model::events(model::event::in | model::event::out)};
const AllowedLine at_the_end{"POLLIN|POLLOUT|POLLRDHUP", "example.at-the-end", "measured: Linux 6.18",
                             model::events(model::event::in | model::event::out | model::event::rd_hup)};

Finding answer() {
  Finding finding = finding_of("shutdown(a, SHUT_WR); send(a, 1)");
  finding.steps = {{"shutdown(a, SHUT_WR)", {success}, "0", ""}, {"send(a, 1)", {broken_pipe}, "1", "", {.value = 1}}};
  finding.failure = {.kind = FailureKind::answer, .step = 1, .subject = "", .seen = "1", .allowed = {broken_pipe},
                     .worlds_before = "a FIN-WAIT-2, write half closed; b CLOSE-WAIT, FIN received", .possible_worlds = 1};
  return finding;
}

Finding several_allowed() {
  Finding finding = answer();
  finding.failure.allowed = {
      broken_pipe,
      {"-1 ECONNRESET", "example.reset", "RFC 9293 3.10.7.4", model::fails(model::Error::connection_reset)},
      {"-1 EPIPE", broken_pipe.rule, broken_pipe.source, model::fails(model::Error::broken_pipe)}};
  finding.failure.possible_worlds = 3;
  return finding;
}

Finding glance_after_deadline() {
  Finding finding = finding_of("send(a, 1); close(a)");
  finding.steps = {{"send(a, 1)", {one_byte}, "1", "", {.value = 1}}, {"close(a)", {success}, "0", ""}};
  finding.failure = {.kind = FailureKind::glance, .step = 1, .subject = "poll(b)", .seen = "POLLOUT",
                     .allowed = {at_the_end}, .worlds_before = "a ESTABLISHED; b ESTABLISHED, 1 unread",
                     .possible_worlds = 1, .after_deadline = true};
  return finding;
}

Finding glance_in_the_clean_up() {
  Finding finding = glance_after_deadline();
  finding.failure.step = 2;
  finding.failure.subject = "after the clean-up's abort(b): poll(a)";
  finding.failure.after_deadline = false;
  finding.failure.allowed = {readable, at_the_end};
  return finding;
}

Finding bytes() {
  Finding finding = finding_of("send(a, 2); recv(b, 1)");
  finding.steps = {{"send(a, 2)", {{"1 to 2", "example.accepted", "POSIX.1-2017 send()"}}, "2", "", {.value = 2}},
                   {"recv(b, 1)", {one_byte}, "1", "", {.value = 1}}};
  finding.failure = {.kind = FailureKind::bytes, .step = 1, .subject = "",
                     .seen = "1, but byte 0 of the stream is not the one that was sent",
                     .allowed = {{"1, each byte as it was sent", one_byte.rule, one_byte.source}},
                     .worlds_before = "a ESTABLISHED; b ESTABLISHED, 2 unread", .possible_worlds = 1};
  return finding;
}

Finding end() {
  Finding finding = finding_of("close(a); close(b)");
  finding.stack = "faulty-example";
  finding.failed_runs = 3;
  finding.shrunk_completely = false;
  finding.steps = {{"close(a)", {success}, "0", ""}, {"close(b)", {success}, "0", ""}};
  finding.failure = {.kind = FailureKind::end, .step = 2, .subject = "the end that connected", .seen = "LAST-ACK",
                     .allowed = {{"TIME-WAIT", "example.time-wait", "RFC 9293 3.6.1 [MUST-13]"}},
                     .worlds_before = "closed end TIME-WAIT; closed end CLOSED", .possible_worlds = 1,
                     .after_deadline = true};
  return finding;
}

Finding invariant() {
  Finding finding = finding_of("getsockopt(a, SO_LINGER); recv(a, 10)");
  finding.steps = {
      {"getsockopt(a, SO_LINGER)",
       {{"{0, 0}", "example.linger", "POSIX.1-2017 getsockopt()"}},
       "{0, 0}",
       "",
       {.value = -1}},
      {"recv(a, 10)", {{"1 to 10", "example.data", "RFC 9293 3.10.3 RECEIVE Call"}}, "10", "", {.value = 10}}};
  finding.failure = {.kind = FailureKind::invariant, .step = 1, .subject = "", .seen = "10",
                     .allowed = {{"no more bytes than the peer has written", "invariant.example", "RFC 9293 2.2"}},
                     .worlds_before = "a ESTABLISHED; b ESTABLISHED", .possible_worlds = 1};
  return finding;
}

}  // namespace

void PrintTo(const Example& example, std::ostream* out) { *out << example.name; }

const std::vector<Example>& example_findings() {
  static const std::vector<Example> examples = {
      {"answer", answer()}, {"several_allowed", several_allowed()}, {"glance_after_deadline", glance_after_deadline()},
      {"glance_in_the_clean_up", glance_in_the_clean_up()}, {"bytes", bytes()}, {"end", end()}, {"invariant", invariant()}};
  return examples;
}

}  // namespace socketcheck::tests
