#include "properties/report/reproduction/reproduction.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/explain.hpp"
#include "model/text/show.hpp"
#include "properties/report/reproduction/c_text.hpp"
#include "properties/report/reproduction/snippets.hpp"
#include "properties/report/reproduction/writer.hpp"
#include "properties/runner/connections.hpp"
#include "properties/runner/run.hpp"

namespace socketcheck::properties {

using model::Operation;

bool only_looks(const Operation& call) {
  return std::holds_alternative<model::Poll>(call) || std::holds_alternative<model::GetLinger>(call) ||
         std::holds_alternative<model::GetNoDelay>(call) || std::holds_alternative<model::GetSockName>(call) || std::holds_alternative<model::GetOption>(call) ||
         std::holds_alternative<model::GetPeerName>(call) || std::holds_alternative<model::UnreadBytes>(call) ||
         std::holds_alternative<model::TcpInfo>(call);
}

std::optional<std::string> Reproduction::take() {
  if (failure_.allowed.empty() || failure_.rule().starts_with("should.") || needs_more_than_calls()) return std::nullopt;
  const bool by_answer = failure_.kind == FailureKind::answer || failure_.kind == FailureKind::glance;
  if (by_answer && !std::all_of(failure_.allowed.begin(), failure_.allowed.end(),
                                [](const AllowedLine& line) { return line.set.has_value(); }))
    return std::nullopt;
  add_start();
  if (!add_calls()) return std::nullopt;
  const std::string body = fmt::format("int main(void) {{\n{}{}{}  puts({});\n{}}}\n", calls_.declarations(),
                                       uses_x_ ? "  struct answer x;\n" : "", sends_ ? "  count_sigpipes();\n" : "",
                                       c_string(model::show(finding_.program.start)), start_ + names_of_pair() + main_);
  return heading() + std::string(includes_of_every_program()) + family() + parts_for(condition_ + body) + condition_ +
         body;
}

// No program of a few system calls decides about segments, or makes calls that wait while it goes on.
bool Reproduction::needs_more_than_calls() const {
  const auto& calls = finding_.program.calls;
  return std::any_of(calls.begin(), calls.end(),
                     [](const model::Operation& call) {
                       return model::is_one_of<model::OnWire, model::Begin>(call);
                     });
}

std::string Reproduction::heading() const {
  std::string text = fmt::format("/* {}: {} did otherwise ({}).\n", c_comment(finding_.property),
                                 c_comment(finding_.stack), c_comment(kernel_));
  text += fmt::format("   {}: {}\n\n", c_comment(failure_.rule()), c_comment(failure_.allowed.front().source));
  text +=
      "   Needs nothing but libc:  cc -std=c11 -Wall -Wextra this.c -o this && ./this\n"
      "   Ends with 1 if the bug is there, 0 if it is not, 2 if that could not be told. */\n";
  return text;
}

std::string Reproduction::family() const {
  const bool mapped = finding_.stack.find("mapped") != std::string::npos;
  const bool v6 = mapped || finding_.stack.find("tcp6") != std::string::npos || finding_.stack.find("udp6") != std::string::npos;
  // Of TCP not the address that the system uses where a program names none.
  const bool usual = model::transport_of(finding_.program.start) == model::Transport::datagram;
  return fmt::format("#define address_family {}\n#define loopback_text \"{}\"\n#define every_address_text \"{}\"\n\n",
                     v6 ? "AF_INET6" : "AF_INET",
                     mapped ? "::ffff:127.0.0.2"
                     : v6    ? "::1"
                     : usual ? "127.0.0.1"
                             : "127.0.0.2",
                     mapped ? "::ffff:0.0.0.0"
                     : v6   ? "::"
                            : "0.0.0.0");
}

void Reproduction::add_start() {
  if (finding_.failure.rule() == "books.descriptors") start_ = "  long descriptors = open_descriptors();\n";
  if (const auto* pair = std::get_if<model::StartPair>(&finding_.program.start)) {
    calls_.make_pair(pair->active, pair->passive);
    start_ += fmt::format("  connected_pair(&{}, &{});\n", model::show(pair->active), model::show(pair->passive));
  }
  for (const Operation& call : model::calls_of(finding_.program.start))
    add(fmt::format("if ({}.error) could_not_try({});", calls_.expression(call, worlds_.front(), false),
                    c_string(model::show(call))));
}

// Only where somebody asks for them later.
std::string Reproduction::names_of_pair() const {
  const auto* pair = std::get_if<model::StartPair>(&finding_.program.start);
  const auto asks = [&](const char* what) { return main_.find(what) != std::string::npos; };
  if (pair == nullptr || !(asks("name(") || asks("kept_state(") || asks("do_connect(") || asks("do_accept(")))
    return {};
  return fmt::format("  learn_names_of_pair({}, {});\n", model::show(pair->active), model::show(pair->passive));
}

bool Reproduction::is_about_the_clean_up() const {
  return failure_.subject.starts_with(of_the_clean_up) || failure_.subject.starts_with(after_the_clean_up);
}

// False: the recorded answers don't go with the program.
bool Reproduction::add_calls() {
  std::size_t next = 0;
  for (std::size_t i = 0; i < finding_.program.calls.size() && next < finding_.steps.size(); ++i) {
    const Operation& call = finding_.program.calls[i];
    if (!model::is_made(worlds_.front(), call)) continue;
    const Step& recorded = finding_.steps[next++];
    const std::string label = fmt::format("{}  {}", i + 1, model::show(call));
    if (next == finding_.steps.size() && call_broke()) return add_broken_call(call, label);
    add_call(call, label, recorded.answer, recorded.seen);
    if (!go_on(call, recorded.answer)) return false;
  }
  if (failure_.kind == FailureKind::end) return add_end();
  if (!is_about_the_clean_up()) return add_look(failure_.subject);
  return add_clean_up();
}

bool Reproduction::go_on(const Operation& call, const model::Answer& answer) {
  model::Worlds after;
  model::explain(book_, worlds_, call, answer, after);
  if (after.empty()) return false;
  worlds_.clear();
  for (model::World world : after) {
    model::Worlds more;
    model::settle(book_, world, more);
    worlds_.push_back(world);
    worlds_.insert(worlds_.end(), more.begin(), more.end());
  }
  model::remove_duplicates(worlds_);
  return true;
}

std::string Reproduction::expression(const Operation& call, bool patient) {
  uses_x_ = true;
  sends_ = sends_ || std::holds_alternative<model::Send>(call) || std::holds_alternative<model::SendTo>(call);
  return calls_.expression(call, worlds_.front(), patient);
}

void Reproduction::add_call(const Operation& call, const std::string& label, const model::Answer& answer,
                            const std::string& seen) {
  add(fmt::format("x = {};", expression(call, answer.error != model::Error::again)));
  add(fmt::format("step({}, show(x, {}), {}, {});", c_string(label), c_reading(call), c_string(seen),
                  only_looks(call) ? 1 : 0));
}

std::optional<std::string> reproduction_of(const Finding& finding, const model::Book& book, const std::string& kernel) {
  return Reproduction(finding, book, kernel).take();
}

}  // namespace socketcheck::properties
