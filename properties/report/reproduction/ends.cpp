// Failures that show only when the program's calls are over: what is kept of its ends, and its descriptors.
#include <fmt/format.h>

#include "model/rules/end_rules.hpp"
#include "model/text/show.hpp"
#include "properties/report/reproduction/c_text.hpp"
#include "properties/report/reproduction/writer.hpp"

namespace socketcheck::properties {

using model::Operation;

void Reproduction::add_giving_up() {
  for (int i = 0; i < model::number_of_slots; ++i) {
    const auto slot = static_cast<model::Slot>(i);
    if (worlds_.front().is_empty(slot)) continue;
    const Operation abort = worlds_.front().datagrams.on ? Operation{model::Close{slot}} : Operation{model::Abort{slot}};
    add_call(abort, "clean-up: " + model::show(abort), {}, "0");
    if (!go_on(abort, {})) return;
  }
}

bool Reproduction::add_end() {
  if (failure_.rule() == "books.descriptors") return add_descriptors();
  for (const EndOfConnection& end : ends_of(worlds_.front()))
    if (show(end) == failure_.subject) return add_end(end);
  return false;
}

bool Reproduction::add_descriptors() {
  add_giving_up();
  uses_x_ = true;
  add("x = answer_of(open_descriptors());");
  add_verdict("descriptors", "number_text", "x.value > descriptors");
  return true;
}

// Orphans are looked up before everything else is given up, if that is when they were found wrong.
bool Reproduction::add_end(const EndOfConnection& end) {
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

std::string Reproduction::condition_for_state(model::State state) const {
  if (failure_.rule() == "end.fin-acknowledged") return fmt::format("x.value != {}", c_state(model::State::fin_wait_1));
  if (failure_.rule() == "end.fin-sent")
    return fmt::format("x.value == {} || x.value == {}", c_state(model::State::fin_wait_1),
                       c_state(model::State::fin_wait_2));
  return fmt::format("x.value == {}", c_state(state));
}

}  // namespace socketcheck::properties
