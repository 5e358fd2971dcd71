#include "properties/report/reproduction/reproduction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "model/explain.hpp"
#include "model/rules/end_rules.hpp"
#include "model/text/parse.hpp"
#include "model/text/show.hpp"
#include "properties/report/reproduction/c_calls.hpp"
#include "properties/report/reproduction/c_text.hpp"
#include "properties/report/reproduction/snippets.hpp"
#include "properties/runner/connections.hpp"
#include "properties/runner/run.hpp"

namespace socketcheck::properties {
namespace {

using model::Operation;

constexpr std::string_view of_the_clean_up = "the clean-up's ";
constexpr std::string_view after_the_clean_up = "after the clean-up's ";

bool only_looks(const Operation& call) {
  return std::holds_alternative<model::Poll>(call) || std::holds_alternative<model::GetLinger>(call) ||
         std::holds_alternative<model::GetNoDelay>(call) || std::holds_alternative<model::GetSockName>(call) || std::holds_alternative<model::GetOption>(call) ||
         std::holds_alternative<model::GetPeerName>(call) || std::holds_alternative<model::UnreadBytes>(call) ||
         std::holds_alternative<model::TcpInfo>(call);
}

// `poll(b)` and the like.
std::optional<Operation> call_named(std::string_view text) {
  const auto parsed = model::parse_program("start fresh; " + std::string(text));
  const auto* program = std::get_if<model::Program>(&parsed);
  if (program == nullptr || program->calls.size() != 1) return std::nullopt;
  return program->calls.front();
}

class Reproduction {
 public:
  Reproduction(const Finding& finding, const model::Book& book, const std::string& kernel)
      : finding_(finding),
        failure_(finding.failure),
        book_(book),
        kernel_(kernel),
        worlds_{model::world_of(finding.program.start, finding.limits)} {}

  std::optional<std::string> take() {
    if (failure_.allowed.empty() || failure_.rule().starts_with("should.") || uses_the_wire()) return std::nullopt;
    const bool by_answer = failure_.kind == FailureKind::answer || failure_.kind == FailureKind::glance;
    if (by_answer && !std::all_of(failure_.allowed.begin(), failure_.allowed.end(),
                                  [](const AllowedLine& line) { return line.set.has_value(); }))
      return std::nullopt;
    add_start();
    if (!add_calls()) return std::nullopt;
    const std::string body = fmt::format("int main(void) {{\n{}{}{}  puts({});\n{}}}\n", calls_.declarations(),
                                         uses_x_ ? "  struct answer x;\n" : "", sends_ ? "  count_sigpipes();\n" : "",
                                         c_string(model::show(finding_.program.start)),
                                         start_ + names_of_pair() + main_);
    return heading() + std::string(includes_of_every_program()) + family() + parts_for(condition_ + body) + condition_ +
           body;
  }

 private:
  // No program of a few system calls decides about segments.
  bool uses_the_wire() const {
    const auto& calls = finding_.program.calls;
    return std::any_of(calls.begin(), calls.end(), [](const model::Operation& call) { return std::holds_alternative<model::OnWire>(call); });
  }
  std::string heading() const {
    std::string text = fmt::format("/* {}: {} did otherwise ({}).\n", c_comment(finding_.property),
                                   c_comment(finding_.stack), c_comment(kernel_));
    text += fmt::format("   {}: {}\n\n", c_comment(failure_.rule()), c_comment(failure_.allowed.front().source));
    text +=
        "   Needs nothing but libc:  cc -std=c11 -Wall -Wextra this.c -o this && ./this\n"
        "   Ends with 1 if the bug is there, 0 if it is not, 2 if that could not be told. */\n";
    return text;
  }

  std::string family() const {
    const bool mapped = finding_.stack.find("mapped") != std::string::npos;
    const bool v6 = mapped || finding_.stack.find("tcp6") != std::string::npos;
    // Not the address that the system uses where a program names none.
    return fmt::format("#define address_family {}\n#define loopback_text \"{}\"\n#define every_address_text \"{}\"\n\n",
                       v6 ? "AF_INET6" : "AF_INET",
                       mapped ? "::ffff:127.0.0.2"
                       : v6   ? "::1"
                              : "127.0.0.2",
                       mapped ? "::ffff:0.0.0.0"
                       : v6   ? "::"
                              : "0.0.0.0");
  }

  void add(const std::string& line) { main_ += "  " + line + "\n"; }

  void add_start() {
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
  std::string names_of_pair() const {
    const auto* pair = std::get_if<model::StartPair>(&finding_.program.start);
    const auto asks = [&](const char* what) { return main_.find(what) != std::string::npos; };
    if (pair == nullptr || !(asks("name(") || asks("kept_state(") || asks("do_connect(") || asks("do_accept(")))
      return {};
    return fmt::format("  learn_names_of_pair({}, {});\n", model::show(pair->active), model::show(pair->passive));
  }

  bool call_broke() const { return failure_.subject.empty(); }
  bool is_about_the_clean_up() const {
    return failure_.subject.starts_with(of_the_clean_up) || failure_.subject.starts_with(after_the_clean_up);
  }

  // False: the recorded answers don't go with the program.
  bool add_calls() {
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

  bool go_on(const Operation& call, const model::Answer& answer) {
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

  std::string expression(const Operation& call, bool patient) {
    uses_x_ = true;
    sends_ = sends_ || std::holds_alternative<model::Send>(call);
    return calls_.expression(call, worlds_.front(), patient);
  }

  void add_call(const Operation& call, const std::string& label, const model::Answer& answer, const std::string& seen) {
    add(fmt::format("x = {};", expression(call, answer.error != model::Error::again)));
    add(fmt::format("step({}, show(x, {}), {}, {});", c_string(label), c_reading(call), c_string(seen),
                    only_looks(call) ? 1 : 0));
  }

  // ---- what is said at the end

  void add_allowed() {
    const char* label = "    allowed only: ";
    for (const AllowedLine& line : failure_.allowed) {
      add(fmt::format("puts({});", c_string(label + line.answer)));
      label = "              or: ";
    }
    std::vector<std::string> told;
    for (const AllowedLine& line : failure_.allowed) {
      if (std::find(told.begin(), told.end(), line.rule) != told.end()) continue;
      told.push_back(line.rule);
      add(fmt::format("puts({});", c_string("    because " + line.rule + ": " + line.source)));
    }
  }

  void add_condition() {
    condition_ = "static int is_allowed(struct answer x) {\n  return ";
    const char* between = "(";
    for (const AllowedLine& line : failure_.allowed) {
      condition_ += between + c_condition(*line.set) + ")";
      between = " ||\n         (";
    }
    condition_ += ";\n}\n\n";
  }

  void add_verdict(const std::string& label, std::string_view reading, const std::string& is_there) {
    add(fmt::format("printf(\"> %-40s = %s\\n\", {}, show(x, {}));", c_string(label), reading));
    add_allowed();
    add("return verdict(" + is_there + ");");
  }

  bool add_broken_call(const Operation& call, const std::string& label) {
    const bool may_be_again = std::any_of(
        failure_.allowed.begin(), failure_.allowed.end(), [](const AllowedLine& line) {
          return line.set && line.set->kind == model::Allowed::Kind::error && line.set->error == model::Error::again;
        });
    const std::string expected = expression(call, !may_be_again);
    if (failure_.kind == FailureKind::invariant) {
      add("x = " + expected + ";");
      add_verdict(label, c_reading(call),
                  fmt::format("strcmp(show(x, {}), {}) == 0", c_reading(call), c_string(failure_.seen)));
    } else if (failure_.kind == FailureKind::bytes) {
      add("x = " + expected + ";");
      add_verdict(label, c_reading(call), "wrong_byte >= 0");
    } else if (only_looks(call)) {
      add_condition();
      add_looking(expected);
      add_verdict(label, c_reading(call), "!is_allowed(x)");
    } else {
      add_condition();
      add("x = " + expected + ";");
      add_verdict(label, c_reading(call), "!is_allowed(x)");
    }
    return true;
  }

  // Until it is as it must be, or the time is up. What was wrong at once is not waited for long.
  void add_looking(const std::string& look) {
    add("start_clock();");
    add(fmt::format("while (!is_allowed(x = {}) && !time_is_up({})) wait_a_little();", look,
                    failure_.after_deadline ? "patience" : "patience / 5"));
  }

  bool add_look(const std::string& text) {
    const auto look = call_named(text);
    if (!look || worlds_.front().is_empty(model::slot_of(*look))) return false;
    add_condition();
    uses_x_ = true;
    const auto* poll = std::get_if<model::Poll>(&*look);
    const std::string expected = poll == nullptr ? expression(*look, false)
                                                 : fmt::format("do_poll({}, POLLIN | POLLPRI | POLLOUT | POLLRDHUP)",
                                                               model::show(poll->slot));
    add_looking(expected);
    add_verdict(text, c_reading(*look), "!is_allowed(x)");
    return true;
  }

  // Every descriptor is given up by a RST, up to the one that the failure speaks of.
  bool add_clean_up() {
    const bool broke_itself = failure_.subject.starts_with(of_the_clean_up);
    const std::string rest = failure_.subject.substr(broke_itself ? of_the_clean_up.size() : after_the_clean_up.size());
    const std::size_t end = rest.find(')');
    const auto last = call_named(rest.substr(0, end + 1));
    if (!last) return false;
    for (int i = 0; i < model::number_of_slots; ++i) {
      const auto slot = static_cast<model::Slot>(i);
      if (worlds_.front().is_empty(slot)) continue;
      const Operation abort = model::Abort{slot};
      const bool is_last = slot == model::slot_of(*last);
      if (is_last && broke_itself) return add_broken_call(abort, "clean-up: " + model::show(abort));
      add_call(abort, "clean-up: " + model::show(abort), {}, "0");
      if (!go_on(abort, {})) return false;
      if (is_last) break;
    }
    return add_look(rest.substr(end + 3));
  }

  // ---- the books at the end

  void add_giving_up() {
    for (int i = 0; i < model::number_of_slots; ++i) {
      const auto slot = static_cast<model::Slot>(i);
      if (worlds_.front().is_empty(slot)) continue;
      const Operation abort = model::Abort{slot};
      add_call(abort, "clean-up: " + model::show(abort), {}, "0");
      if (!go_on(abort, {})) return;
    }
  }

  bool add_end() {
    if (failure_.rule() == "books.descriptors") return add_descriptors();
    for (const EndOfConnection& end : ends_of(worlds_.front()))
      if (show(end) == failure_.subject) return add_end(end);
    return false;
  }

  bool add_descriptors() {
    add_giving_up();
    uses_x_ = true;
    add("x = answer_of(open_descriptors());");
    add_verdict("descriptors", "number_text", "x.value > descriptors");
    return true;
  }

  // Orphans are looked up before everything else is given up, if that is when they were found wrong.
  bool add_end(const EndOfConnection& end) {
    const model::View view = view_of(worlds_.front(), end);
    const bool is_about_an_ack = failure_.rule() == "end.fin-acknowledged";
    const bool before = is_about_an_ack ||
                        (!view.has_socket() && model::end_rule_for(view).expected == failure_.allowed.front().answer);
    if (!before) add_giving_up();
    uses_x_ = true;
    const model::State state = view_of(worlds_.front(), end).own().state;
    condition_ = "static int is_allowed(struct answer x) {\n  return " + condition_for_state(state) + ";\n}\n\n";
    const std::string names = end.end == 0 ? "&active[{0}], &passive[{0}]" : "&passive[{0}], &active[{0}]";
    const std::string look = "answer_of(kept_state(" + fmt::format(fmt::runtime(names), end.connection) + "))";
    add_looking(look);
    add_verdict(failure_.subject, "kept_text", "!is_allowed(x)");
    return true;
  }

  std::string condition_for_state(model::State state) const {
    if (failure_.rule() == "end.fin-acknowledged")
      return fmt::format("x.value != {}", c_state(model::State::fin_wait_1));
    if (failure_.rule() == "end.fin-sent")
      return fmt::format("x.value == {} || x.value == {}", c_state(model::State::fin_wait_1),
                         c_state(model::State::fin_wait_2));
    return fmt::format("x.value == {}", c_state(state));
  }

  const Finding& finding_;
  const Failure& failure_;
  const model::Book& book_;
  const std::string& kernel_;
  model::Worlds worlds_;
  CCalls calls_;
  std::string condition_;  // the function that knows what is allowed; may be empty
  std::string start_;      // of main(): the sockets of `start pair`
  std::string main_;       // the rest of it
  bool uses_x_ = false;
  bool sends_ = false;
};

}  // namespace

std::optional<std::string> reproduction_of(const Finding& finding, const model::Book& book, const std::string& kernel) {
  return Reproduction(finding, book, kernel).take();
}

}  // namespace socketcheck::properties
