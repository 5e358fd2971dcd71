// What the C program says at its end: which answers are allowed, and whether the bug is there.
#include <fmt/format.h>

#include <algorithm>

#include "model/text/parse.hpp"
#include "model/text/show.hpp"
#include "properties/report/reproduction/c_text.hpp"
#include "properties/report/reproduction/writer.hpp"

namespace socketcheck::properties {
namespace {

using model::Operation;

// `poll(b)` and the like.
std::optional<Operation> call_named(std::string_view text) {
  const auto parsed = model::parse_program("start fresh; " + std::string(text));
  const auto* program = std::get_if<model::Program>(&parsed);
  if (program == nullptr || program->calls.size() != 1) return std::nullopt;
  return program->calls.front();
}

}  // namespace

void Reproduction::add_allowed() {
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

void Reproduction::add_condition() {
  condition_ = "static int is_allowed(struct answer x) {\n  return ";
  const char* between = "(";
  for (const AllowedLine& line : failure_.allowed) {
    condition_ += between + c_condition(*line.set) + ")";
    between = " ||\n         (";
  }
  condition_ += ";\n}\n\n";
}

void Reproduction::add_verdict(const std::string& label, std::string_view reading, const std::string& is_there) {
  add(fmt::format("printf(\"> %-40s = %s\\n\", {}, show(x, {}));", c_string(label), reading));
  add_allowed();
  add("return verdict(" + is_there + ");");
}

bool Reproduction::add_broken_call(const Operation& call, const std::string& label) {
  const bool may_be_again = std::any_of(failure_.allowed.begin(), failure_.allowed.end(), [](const AllowedLine& line) {
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
void Reproduction::add_looking(const std::string& look) {
  add("start_clock();");
  add(fmt::format("while (!is_allowed(x = {}) && !time_is_up({})) wait_a_little();", look,
                  failure_.after_deadline ? "patience" : "patience / 5"));
}

bool Reproduction::add_look(const std::string& text) {
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
bool Reproduction::add_clean_up() {
  const bool broke_itself = failure_.subject.starts_with(of_the_clean_up);
  const std::string rest = failure_.subject.substr(broke_itself ? of_the_clean_up.size() : after_the_clean_up.size());
  const std::size_t end = rest.find(')');
  const auto last = call_named(rest.substr(0, end + 1));
  if (!last) return false;
  for (int i = 0; i < model::number_of_slots; ++i) {
    const auto slot = static_cast<model::Slot>(i);
    if (worlds_.front().is_empty(slot)) continue;
    const Operation abort = worlds_.front().datagrams.on ? Operation{model::Close{slot}} : Operation{model::Abort{slot}};
    const bool is_last = slot == model::slot_of(*last);
    if (is_last && broke_itself) return add_broken_call(abort, "clean-up: " + model::show(abort));
    add_call(abort, "clean-up: " + model::show(abort), {}, "0");
    if (!go_on(abort, {})) return false;
    if (is_last) break;
  }
  return add_look(rest.substr(end + 3));
}

}  // namespace socketcheck::properties
