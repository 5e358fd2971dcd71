#include "properties/report/counterexample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "model/text/show.hpp"
#include "properties/report/environment.hpp"
#include "properties/report/ladder/draw.hpp"

namespace socketcheck::properties {
namespace {

constexpr std::size_t widest_call = 44;

std::string heading(const Finding& f, const std::string& kernel) {
  return fmt::format("{} @ {}: does not conform   ({}, flavour {}, seed {})", f.property, f.stack, kernel, f.flavour, f.seed);
}

// `1  send(a, 5)      = 5`
std::string step_line(const Step& step, std::size_t number, std::size_t width, bool broken) {
  return fmt::format("{} {:<3}{:<{}} = {}\n", broken ? ">" : " ", number, step.call, width, step.seen);
}

std::string allowed_lines(const Failure& failure, std::size_t width) {
  std::string text;
  std::string_view label = "allowed only:";
  for (const AllowedLine& line : failure.allowed) {
    text += fmt::format("     {:<{}} {}\n", label, width + 2, line.answer);
    label = "          or:";
  }
  std::vector<std::string_view> told;
  std::size_t rule_width = width - 8;
  for (const AllowedLine& line : failure.allowed) rule_width = std::max(rule_width, line.rule.size());
  for (const AllowedLine& line : failure.allowed) {
    if (std::find(told.begin(), told.end(), line.rule) != told.end()) continue;
    told.push_back(line.rule);
    text += fmt::format("       because {:<{}} {}\n", line.rule, rule_width, line.source);
  }
  return text;
}

// What the suite saw between two calls, if that is what broke.
std::string look_line(const Failure& failure, std::size_t width) {
  if (failure.subject.empty()) return {};
  const char* when = failure.after_deadline ? "still, when the deadline had passed" : "then";
  return fmt::format(">    {:<{}} = {}\n       ({})\n", failure.subject, width, failure.seen, when);
}

std::string worlds_line(const Failure& failure) {
  std::string owed = failure.owed.empty() ? "" : fmt::format("     on its way before that:  {}\n", failure.owed);
  if (failure.worlds_before.empty()) return owed;
  return owed + fmt::format("     possible worlds before:  {} ({} in all)\n", failure.worlds_before, failure.possible_worlds);
}

std::string steps_text(const Finding& f) {
  std::size_t width = 24;
  for (const Step& step : f.steps) width = std::max(width, step.call.size());
  width = std::min(std::max(width, f.failure.subject.size()), widest_call);
  std::string text = "  " + model::show(f.program.start) + "\n";
  const bool failed = !f.failure.allowed.empty();
  const bool call_broke = failed && f.failure.subject.empty();
  for (std::size_t i = 0; i < f.steps.size(); ++i)
    text += step_line(f.steps[i], i + 1, width, call_broke && i + 1 == f.steps.size());
  // A failure that did not show again has no answers to tell.
  if (f.steps.empty())
    for (std::size_t i = 0; i < f.program.calls.size(); ++i)
      text += fmt::format("  {:<3}{}\n", i + 1, model::show(f.program.calls[i]));
  if (!failed) return text;
  if (call_broke && f.failure.after_deadline) text += "       (called again and again, until the deadline had passed)\n";
  return text + look_line(f.failure, width) + allowed_lines(f.failure, width) + worlds_line(f.failure);
}

std::string effort(const Finding& f) {
  std::string text = fmt::format("fails {} of {} runs; found after {} programs, shrunk from {} calls in {} runs",
                                 f.failed_runs, f.confirming_runs, f.cases, f.original_calls, f.shrinks);
  if (!f.shrunk_completely) text += " (stopped early)";
  return text;
}

// A rule's id as the name of a file, and of a test.
std::string with_dashes(std::string id) {
  std::replace(id.begin(), id.end(), '.', '-');
  return id;
}
std::string in_camel_case(const std::string& id) {
  std::string name;
  bool begins = true;
  for (const char c : id) {
    const bool is_letter = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (is_letter) name += begins ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    begins = !is_letter;
  }
  return name;
}

std::string in_one_line(const model::Program& program) {
  std::string text = model::show(program.start);
  for (const model::Operation& call : program.calls) text += "; " + model::show(call);
  return text;
}

nlohmann::json allowed_json(const std::vector<AllowedLine>& lines) {
  nlohmann::json array = nlohmann::json::array();
  for (const AllowedLine& line : lines)
    array.push_back({{"answer", line.answer}, {"rule", line.rule}, {"source", line.source}});
  return array;
}

}  // namespace

std::string counterexample_text(const Finding& f, const std::string& kernel, const std::string& file,
                                bool reproduction) {
  std::string text = heading(f, kernel) + "\n\n" + counterexample_body(f);
  if (file.empty()) return text;
  text += "\n";
  for (const Paste& paste : lines_to_paste(f, file, reproduction))
    text += fmt::format("  {:<11} {}\n", paste.purpose + ":", paste.line);
  return text;
}

std::string counterexample_body(const Finding& f) { return steps_text(f) + "     " + effort(f) + "\n"; }

std::vector<Paste> lines_to_paste(const Finding& f, const std::string& file, bool reproduction) {
  const std::string stem = file.substr(0, file.rfind('.'));
  const std::string explained = fmt::format("build/socketcheck explain {} --real --stack {}", file, f.stack);
  std::vector<Paste> lines = {{"again", fmt::format("build/socketcheck replay {} --stack {}", file, f.stack)}};
  lines.push_back(ladder::can_be_drawn(f.program) ? Paste{"drawn", explained + " --ladder"} : Paste{"explained", explained});
  if (reproduction)
    lines.push_back({"without us", fmt::format("cc -std=c11 -o reproduction {}.c && ./reproduction", stem)});
  lines.push_back({"kept", fmt::format("cp {} tests/regressions/{}.program", file, with_dashes(f.failure.rule()))});
  lines.push_back({"as a test", fmt::format("TEST(Regressions, {}) {{ EXPECT_EQ(failure_of(\"{}\", \"{}\"), \"\"); }}",
                                            in_camel_case(f.failure.rule()), f.stack, in_one_line(f.program))});
  return lines;
}

std::string replay_text(const Finding& f, const std::string& kernel) {
  const bool failed = !f.failure.allowed.empty();
  return fmt::format("{} @ {}: {}   ({}, flavour {})\n\n{}\n", f.property, f.stack,
                     failed ? "does not conform" : "conforms", kernel, f.flavour, steps_text(f));
}

std::string counterexample_file(const Finding& f, const std::string& kernel) {
  std::string text = std::string(model::version_line) + "\n# " + heading(f, kernel) + "\n";
  text += fmt::format("# rule {}\n# stack {}\n# flavour {}\n", f.failure.rule(), f.stack, f.flavour);
  return text + model::show(f.program);
}

nlohmann::json counterexample_json(const Finding& f, const std::string& kernel) {
  nlohmann::json steps = nlohmann::json::array();
  for (const Step& step : f.steps)
    steps.push_back({{"call", step.call}, {"allowed", allowed_json(step.allowed)}, {"seen", step.seen}});
  return {
      {"property", f.property},
      {"stack", f.stack},
      {"flavour", f.flavour},
      {"seed", f.seed},
      {"kernel", kernel},
      {"environment", sysctls_in_force()},
      {"rule", f.failure.rule()},
      {"cases", f.cases},
      {"shrinks", f.shrinks},
      {"seconds", f.seconds},
      {"repeats", {{"failed", f.failed_runs}, {"runs", f.confirming_runs}}},
      {"program", model::show(f.program)},
      {"steps", steps},
      {"broken", {{"step", f.failure.step + 1},
                  {"subject", f.failure.subject},
                  {"seen", f.failure.seen},
                  {"allowed", allowed_json(f.failure.allowed)},
                  {"owed", f.failure.owed},
                  {"worlds_before", f.failure.worlds_before},
                  {"after_deadline", f.failure.after_deadline}}},
      {"original_calls", f.original_calls},
      {"shrunk_completely", f.shrunk_completely},
  };
}

}  // namespace socketcheck::properties
