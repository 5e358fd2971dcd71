#include "model/datagrams/judge.hpp"
#include "model/explain.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <optional>

#include "model/follow.hpp"
#include "model/rules/flavours.hpp"
#include "model/text/show.hpp"
#include "properties/command_line/commands.hpp"
#include "properties/command_line/program_source.hpp"
#include "properties/report/counterexample.hpp"
#include "properties/report/environment.hpp"
#include "properties/report/ladder/broken.hpp"
#include "properties/report/ladder/draw.hpp"
#include "properties/report/ladder/grid.hpp"
#include "properties/report/ladder/svg.hpp"
#include "properties/report/ladder/text.hpp"
#include "properties/report/terminal.hpp"
#include "properties/runner/run.hpp"
#include "sut/stacks.hpp"

namespace socketcheck::properties {
namespace {

using model::Worlds;

constexpr model::Limits usual_limits{.window = 32768, .datagram_buffer = 212992};
// In this order, unless a stack is named: whoever can watch the wire sees more.
constexpr std::string_view usual_stacks[] = {"linux-wire4", "linux-tcp4"};
constexpr std::string_view usual_stacks_of_datagrams[] = {"linux-udp4"};
std::span<const std::string_view> usual_stacks_for(model::Transport transport) {
  if (transport == model::Transport::datagram) return usual_stacks_of_datagrams;
  return usual_stacks;
}

Worlds settled_once(const model::Book& book, const Worlds& worlds) {
  Worlds all = model::settled(book, worlds);
  model::remove_duplicates(all);
  return all;
}

void print_step(const model::Book& book, std::size_t number, const model::Operation& call,
                const model::AllowedAnswers& answers) {
  fmt::print("{:>3}  {}\n", number, model::show(call));
  const char* label = "allowed:";
  for (const auto& answer : answers) {
    const auto& row = book.row(answer.row);
    const auto* begin = std::get_if<model::Begin>(&call);
    const std::string text = begin != nullptr ? model::show(*begin, answer.allowed) : model::show(answer.allowed);
    fmt::print("       {:<8} {:<32} {:<36} {}\n", label, text, row.id, row.source);
    label = "or:";
  }
}

// A run on a stack, if one was asked for.
struct RealRun {
  std::string stack;
  std::vector<Step> steps;
  Failure failure;  // allows nothing: there was none
  model::Limits limits;
  std::string could_not_test;

  bool failed() const { return !failure.allowed.empty(); }
};

RealRun run_on(const sut::StackEntry& entry, const model::Book& book, const model::Program& program) {
  const auto stack = entry.make();
  Coverage coverage(book);
  Runner runner(*stack, book, coverage);
  runner.await_every_ack(true);
  RealRun real{.stack = std::string(entry.name), .limits = runner.limits()};
  const Outcome outcome = runner.run(program, real.steps);
  if (const Failure* failure = failure_of(outcome)) real.failure = *failure;
  if (const auto* reason = std::get_if<sut::CouldNotTest>(&outcome)) real.could_not_test = reason->reason;
  return real;
}

// Step by step: what is allowed, what was seen if it was run, and the worlds that follow.
void print_steps(const model::Program& program, const model::Book& book, const RealRun* real) {
  Worlds worlds{model::world_of(program.start, real != nullptr ? real->limits : usual_limits)};
  fmt::print("     {}\n       then     {}\n", model::show(program.start), model::show(worlds.front()));
  std::size_t number = 0;
  std::size_t step = 0;
  model::WaitingCalls waiting;
  for (const model::Operation& call : program.calls) {
    ++number;
    if (model::is_left_out(worlds.front(), waiting, call)) {
      fmt::print("{:>3}  {}\n       nothing happens: another call waits on the same socket\n", number, model::show(call));
      continue;
    }
    if (!model::is_made(worlds.front(), call)) {
      fmt::print("{:>3}  {}\n       nothing happens: {}\n", number, model::show(call), ladder::why_not_made(worlds.front(), call));
      continue;
    }
    if (real != nullptr && step == real->steps.size()) return;
    print_step(book, number, call, model::allowed_answers(book, worlds, call));
    if (real != nullptr) fmt::print("       {:<8} {}\n", "seen:", real->steps[step].seen);
    const model::Answer answer = real != nullptr ? real->steps[step].answer
                                                 : ladder::usual_answer(book, worlds.front(), call);
    const bool was_watched = real != nullptr && real->steps[step].world.has_value();
    Worlds after;
    if (was_watched)
      after.push_back(*real->steps[step].world);
    else
      model::explain(book, worlds, call, answer, after);
    ++step;
    if (after.empty()) return;
    for (model::World& world : after) world.datagrams.taken = {};
    worlds = was_watched ? after : settled_once(book, after);
    if (const auto* begin = std::get_if<model::Begin>(&call); begin != nullptr && model::means_waiting(*begin, answer)) waiting.push_back(*begin);
    for (const auto& [returned, its_answer] : model::let_return(book, worlds, waiting))
      fmt::print("       {:<8} the {} that waits: {}\n", "returns", model::show(returned).substr(6), model::show(returned, its_answer));
    for (const model::World& world : worlds)
      fmt::print("       {:<8} {}\n", &world == &worlds.front() ? "then" : "or", model::show(world));
  }
}

void print_outcome(const RealRun& real, const ProgramSource& source, const model::Book& book) {
  if (real.failed()) {
    Finding finding{.property = "the program",
                    .stack = real.stack,
                    .flavour = std::string(book.flavour()),
                    .program = source.program,
                    .failure = real.failure,
                    .steps = real.steps};
    fmt::print("\n{}", replay_text(finding, kernel_name()));
  } else {
    fmt::print("\n{}: each answer is one that the model allows ({}, flavour {})\n", real.stack, kernel_name(),
               book.flavour());
  }
}

ladder::Chart chart_of(const ProgramSource& source, const model::Book& book, const RealRun* real) {
  ladder::Chart chart = real == nullptr ? ladder::draw(source.program, book, usual_limits)
                                        : ladder::draw(source.program, book, real->limits, real->steps,
                                                       real->failed() ? &real->failure : nullptr);
  chart.title = source.title;
  if (real != nullptr)
    chart.title += (chart.title.empty() ? "" : " ") + fmt::format("Seen on {}, {}.", real->stack, kernel_name());
  return chart;
}

void print_ladder(const ladder::Chart& chart, const ExplainOptions& options) {
  const ladder::TextStyle style{.width = options.width > 0 ? options.width : terminal_width(STDOUT_FILENO),
                                .ascii = options.ascii || (isatty(STDOUT_FILENO) != 0 && !shows_utf8()),
                                .colour = shows_colours(STDOUT_FILENO)};
  for (const std::string& line : ladder::wrapped(chart.title, style.width)) fmt::print("{}\n", line);
  fmt::print("{}{}", chart.title.empty() ? "" : "\n", ladder::text_of(chart, style));
}

// On the wire if that can be watched here, and the program needs nothing that it lacks.
RealRun run_on_usual_stack(const model::Book& book, const model::Program& program) {
  RealRun real;
  for (const std::string_view name : usual_stacks_for(model::transport_of(program.start))) {
    real = run_on(*sut::find_stack(name), book, program);
    if (real.could_not_test.empty() || model::needs_the_wire(program)) break;
  }
  return real;
}

int explain(const ExplainOptions& options, const ProgramSource& source, const model::Book& book, const RealRun* real) {
  const bool draws = options.ladder || !options.svg.empty();
  if (draws && !ladder::can_be_drawn(source.program))
    return usage_error("a program with calls that wait has no drawing yet; leave out --ladder and --svg");
  if (real != nullptr && !real->could_not_test.empty()) {
    fmt::print(stderr, "{}: could not test: {}\n", real->stack, real->could_not_test);
    return exit_status::could_not_test;
  }
  const ladder::Chart chart = draws ? chart_of(source, book, real) : ladder::Chart{};
  if (!options.svg.empty()) {
    std::ofstream file(options.svg);
    file << ladder::svg_of(chart) << std::flush;
    if (!file) return usage_error(fmt::format("{}: can't be written", options.svg));
  }
  if (options.ladder)
    print_ladder(chart, options);
  else if (options.svg.empty())
    print_steps(source.program, book, real);
  if (real != nullptr) print_outcome(*real, source, book);
  return real != nullptr && real->failed() ? exit_status::does_not_conform : exit_status::conforms;
}

}  // namespace

int explain(const ExplainOptions& options) {
  auto found = program_named(options.program);
  if (const auto* error = std::get_if<std::string>(&found)) return usage_error(*error);
  const auto& source = std::get<ProgramSource>(found);
  const model::Transport transport = model::transport_of(source.program.start);
  const sut::StackEntry* stack = sut::find_stack(options.stack.empty() ? usual_stacks_for(transport).front() : options.stack);
  if (stack == nullptr)
    return usage_error(fmt::format("there is no stack `{}`; see `socketcheck list stacks`", options.stack));
  const std::string flavour = options.flavour.empty() ? std::string(stack->flavour) : options.flavour;
  const model::Book* book = options.real ? model::flavour_for(flavour, stack->flavour, transport) : model::flavour(flavour, transport);
  if (book == nullptr) return usage_error(fmt::format("there is no flavour `{}`: standard or linux", flavour));
  if (!options.real && model::needs_the_wire(source.program))
    return usage_error("the program acts on the wire, where only a run shows what happens: add --real");
  std::optional<RealRun> real;
  if (options.real) real = options.stack.empty() ? run_on_usual_stack(*book, source.program) : run_on(*stack, *book, source.program);
  return explain(options, source, *book, real ? &*real : nullptr);
}

}  // namespace socketcheck::properties
