// Which answers, states and pairs of states were reached, how often, and why others were not.
#include <fmt/format.h>

#include <map>

#include "properties/report/html/sections.hpp"
#include "properties/report/markup.hpp"
#include "properties/report/numbers.hpp"

namespace socketcheck::properties::html {
namespace {

using model::State;

std::string answers_table(const StackResult& stack) {
  std::string text =
      "<table class=\"rules\">\n<thead><tr><th scope=\"col\">call and answer</th><th scope=\"col\" "
      "class=\"number\">how "
      "often</th></tr></thead>\n<tbody>\n";
  for (const Coverage::Answered& one : stack.answers)
    text += fmt::format("<tr><td><code>{} = {}</code></td><td class=\"number\">{}</td></tr>\n", escaped(one.call),
                        escaped(one.answer), count(one.times));
  return text + "</tbody>\n</table>\n";
}

std::string states_table(const StackResult& stack) {
  std::string text =
      "<table class=\"rules\">\n<thead><tr><th scope=\"col\">state of an end</th><th scope=\"col\" "
      "class=\"number\">how "
      "often, after a call</th></tr></thead>\n<tbody>\n";
  for (int i = 0; i < model::number_of_states; ++i) {
    const auto state = static_cast<State>(i);
    const auto times = times_in(stack.state_pairs, state);
    const std::string why = why_never_in(stack.state_pairs, state);
    text += fmt::format("<tr><td><code>{}</code></td><td class=\"{}\">{}</td></tr>\n", model::show(state),
                        times > 0 ? "number" : "why",
                        times > 0     ? count(times)
                        : why.empty() ? "not reached"
                                      : escaped(why));
  }
  return text + "</tbody>\n</table>\n";
}

int states_reached(const StackResult& stack) {
  int reached = 0;
  for (int i = 0; i < model::number_of_states; ++i)
    reached += times_in(stack.state_pairs, static_cast<State>(i)) > 0 ? 1 : 0;
  return reached;
}

const StatePair& pair_of(const StackResult& stack, int active, int passive) {
  return stack.state_pairs[static_cast<std::size_t>(active * model::number_of_states + passive)];
}

bool has_possible_pairs(const StackResult& stack, int state, bool as_active) {
  for (int other = 0; other < model::number_of_states; ++other)
    if (pair_of(stack, as_active ? state : other, as_active ? other : state).is_possible) return true;
  return false;
}

std::string cell(const StatePair& pair) {
  if (pair.times > 0) return fmt::format("<td class=\"hit\">{}</td>", count(pair.times));
  return pair.is_possible ? "<td class=\"missed\">0</td>" : "<td class=\"none\">–</td>";
}

std::string pairs_table(const StackResult& stack) {
  std::string text =
      "<div class=\"scroll\" tabindex=\"0\" aria-label=\"Pairs of states\">\n<table class=\"matrix\">\n<thead><tr><th "
      "scope=\"col\">active end \\ passive end</th>";
  for (int i = 0; i < model::number_of_states; ++i)
    if (has_possible_pairs(stack, i, false))
      text += fmt::format("<th scope=\"col\">{}</th>", model::show(static_cast<State>(i)));
  text += "</tr></thead>\n<tbody>\n";
  for (int i = 0; i < model::number_of_states; ++i) {
    if (!has_possible_pairs(stack, i, true)) continue;
    text += fmt::format("<tr><th scope=\"row\">{}</th>", model::show(static_cast<State>(i)));
    for (int j = 0; j < model::number_of_states; ++j)
      if (has_possible_pairs(stack, j, false)) text += cell(pair_of(stack, i, j));
    text += "</tr>\n";
  }
  return text +
         "</tbody>\n</table>\n</div>\n<p class=\"soft\">A dash: TCP excludes it. 0: it is possible, and was not "
         "reached.</p>\n";
}

// By reason, each with a program that reaches it.
std::string missed_pairs(const StackResult& stack) {
  std::map<std::string, std::string> items;
  for (const StatePair& one : stack.state_pairs)
    if (one.is_possible && one.times == 0)
      items[one.reason] += fmt::format(
          "<li>{} / {}: {}</li>\n", model::show(one.active), model::show(one.passive),
          one.program.empty() ? "no program is known" : "<code>" + escaped(one.program) + "</code>");
  std::string text;
  for (const auto& [reason, list] : items)
    text += fmt::format("<p>{}:</p>\n<ul>\n{}</ul>\n",
                        reason.empty() ? "Not reached by this run; such a program would"
                                       : "Not reached here, because " + escaped(reason),
                        list);
  return text;
}

std::string excluded_pairs(const StackResult& stack) {
  std::map<std::string, std::string> by_reason;
  for (const StatePair& one : stack.state_pairs) {
    if (one.is_possible) continue;
    std::string& list = by_reason[one.reason];
    list += fmt::format("{}{} / {}", list.empty() ? "" : ", ", model::show(one.active), model::show(one.passive));
  }
  std::string text;
  for (const auto& [reason, list] : by_reason)
    text += fmt::format("<li>{}: <span class=\"soft\">{}</span></li>\n", escaped(reason), list);
  return "<ul>\n" + text + "</ul>\n";
}

}  // namespace

std::string states_of(const StackResult& stack) {
  std::string text = fmt::format("<details><summary>Answers: {} kinds seen</summary>\n{}</details>\n",
                                 stack.answers.size(), answers_table(stack));
  if (stack.state_pairs.empty()) return text;
  text += fmt::format("<details><summary>States: {} of {} reached</summary>\n{}</details>\n", states_reached(stack),
                      model::number_of_states, states_table(stack));
  return text + fmt::format(
                    "<details open=\"open\"><summary>Pairs of states: {} of {} reached, after a call</summary>\n{}{}"
                    "<details><summary>Pairs that TCP excludes</summary>\n{}</details>\n</details>\n",
                    pairs_reached(stack.state_pairs), pairs_possible(stack.state_pairs), pairs_table(stack),
                    missed_pairs(stack), excluded_pairs(stack));
}

}  // namespace socketcheck::properties::html
