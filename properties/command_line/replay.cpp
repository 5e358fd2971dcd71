#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

#include "model/rules/flavours.hpp"
#include "properties/command_line/commands.hpp"
#include "properties/command_line/program_file.hpp"
#include "properties/report/counterexample.hpp"
#include "properties/report/environment.hpp"
#include "properties/runner/journal.hpp"
#include "properties/runner/run.hpp"
#include "sut/stacks.hpp"
#include "sut/wire.hpp"
#include "sut/wire/pcap.hpp"

namespace socketcheck::properties {
namespace {

struct Replay {
  ProgramFile file;
  const sut::StackEntry* stack = nullptr;
  const model::Book* book = nullptr;
};

std::variant<Replay, std::string> prepare(const std::string& path, const ReplayOptions& options) {
  auto read = read_program_file(path);
  if (const auto* error = std::get_if<std::string>(&read)) return *error;
  Replay replay{.file = std::get<ProgramFile>(std::move(read))};
  std::string stack = options.stack.empty() ? replay.file.stack : options.stack;
  if (stack.empty()) stack = model::transport_of(replay.file.program.start) == model::Transport::datagram ? "linux-udp4" : "linux-tcp4";
  replay.stack = sut::find_stack(stack);
  if (replay.stack == nullptr) return fmt::format("there is no stack `{}`; see `socketcheck list stacks`", stack);
  const std::string flavour = options.flavour.empty() ? std::string(replay.stack->flavour) : options.flavour;
  replay.book = model::flavour(flavour, replay.stack->transport);
  if (replay.book == nullptr) return fmt::format("there is no flavour `{}`: standard or linux", flavour);
  return replay;
}

// Only where the environment says that a kernel may not survive.
std::unique_ptr<Journal> journal_for(const Replay& replay) {
  if (std::getenv("SOCKETCHECK_JOURNAL") == nullptr) return nullptr;
  auto journal = Journal::open(".");
  if (journal != nullptr) journal->unit_begins(replay.file.property, replay.stack->name, replay.file.seed);
  return journal;
}

int run(const std::string& path, const Replay& replay, sut::Pcap* pcap) {
  const auto stack = replay.stack->make();
  if (stack->wire() != nullptr) stack->wire()->record_to(pcap);
  Coverage coverage(*replay.book);
  const auto journal = journal_for(replay);
  Runner runner(*stack, *replay.book, coverage, journal.get());
  runner.await_every_ack(true);
  Finding finding;
  finding.property = path;
  finding.stack = replay.stack->name;
  finding.flavour = replay.book->flavour();
  finding.program = replay.file.program;
  const Outcome outcome = runner.run(finding.program, finding.steps);
  if (journal != nullptr) journal->end();
  if (const auto* reason = std::get_if<sut::CouldNotTest>(&outcome)) {
    fmt::print(stderr, "{} @ {}: could not test: {}\n", path, finding.stack, reason->reason);
    return exit_status::could_not_test;
  }
  if (const Failure* failure = failure_of(outcome)) {
    finding.failure = *failure;
    fmt::print("{}", replay_text(finding, kernel_name()));
    return exit_status::does_not_conform;
  }
  fmt::print("{}", replay_text(finding, kernel_name()));
  return exit_status::conforms;
}

}  // namespace

int replay(const ReplayOptions& options) {
  std::vector<Replay> replays;
  for (const std::string& path : options.files) {
    auto prepared = prepare(path, options);
    if (const auto* error = std::get_if<std::string>(&prepared)) return usage_error(*error);
    replays.push_back(std::get<Replay>(std::move(prepared)));
  }
  std::unique_ptr<sut::Pcap> pcap;
  if (!options.pcap.empty()) {
    pcap = sut::Pcap::open(options.pcap);
    if (pcap == nullptr) return usage_error(fmt::format("{}: can't be written", options.pcap));
  }
  int status = exit_status::conforms;
  for (std::size_t i = 0; i < replays.size(); ++i) {
    const int one = run(options.files[i], replays[i], pcap.get());
    // A failure that shows weighs more than a program that could not be run.
    if (one == exit_status::does_not_conform || status == exit_status::conforms) status = one;
  }
  return status;
}

}  // namespace socketcheck::properties
