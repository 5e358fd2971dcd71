#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "properties/command_line/commands.hpp"
#include "properties/generators/alphabet.hpp"

using namespace socketcheck::properties;

namespace {

void add_check(CLI::App& app, CheckOptions& options) {
  app.add_option("--stack", options.stacks, "a stack to test; may be given several times")->take_all();
  app.add_option("--flavour", options.flavour, "the rules to check against: standard or linux (default: the stack's own)");
  app.add_flag("--strict", options.strict, "a broken SHOULD fails, too");
  app.add_option("--known", options.known_file, "a JSON file of deviations that are known");
  auto* cases = app.add_option("--cases", options.cases, "programs, for the whole run")->check(CLI::PositiveNumber);
  app.add_option("--time", options.time, "seconds, for the whole run (default: 60)")->check(CLI::PositiveNumber)->excludes(cases);
  app.add_option("--seed", options.seed, "the same seed gives the same programs (default: a fresh one)");
  auto* exhaustive = app.add_option("--exhaustive", options.exhaustive_depth,
                                    "every program of up to so many calls of an alphabet, and nothing else");
  exhaustive->check(CLI::Range(1, 8));
  auto* complete = app.add_flag("--complete", options.complete,
                                "a complete test set over an alphabet (" + names_of_alphabets(has_finitely_many_worlds) +
                                    "), and nothing else");
  complete->excludes(exhaustive);
  app.add_option("--unread", options.scope.most_outstanding, "of --complete: bytes that are unread or on their way, each way (default: 3)")
      ->check(CLI::Range(1, 5))->needs(complete);
  app.add_option("--extra-states", options.scope.extra_states,
                 "of --complete: states that a stack may have beyond the model's (default: 1); each takes about ten times as long")
      ->check(CLI::Range(0, 3))->needs(complete);
  app.add_option("--alphabet", options.alphabet,
                 "the calls of --exhaustive and --complete: " + names_of_alphabets() + " (default: teardown)");
  app.add_flag("--claims", options.claims, "decide the article's 34 claims on one stack, and nothing else");
  app.add_option("--regressions", options.regressions, "a directory of *.program files to run before everything else")
      ->take_last();
  app.add_flag("--quiet", options.quiet, "print findings and verdicts, and nothing while it runs");
  app.add_option("--out", options.out,
                 "the directory for report.html, run.json and counterexamples (default: socketcheck-out)");
}

void add_explain(CLI::App& app, ExplainOptions& options) {
  app.add_option("PROGRAM", options.program,
                 "an example's name (`list examples`), a file, or a program: `start pair a b; send(a, 5)`")
      ->required();
  app.add_option("--flavour", options.flavour, "standard or linux (default: the stack's own)");
  app.add_flag("--real", options.real, "run it on a stack as well, and show what was seen");
  app.add_option("--stack", options.stack, "the stack of --real (default: linux-wire4, or linux-tcp4 where there is no wire to watch)");
  app.add_flag("--ladder", options.ladder, "draw it");
  app.add_flag("--ascii", options.ascii, "draw it without a character outside of ASCII, as on a terminal without UTF-8");
  app.add_option("--width", options.width, "columns of the drawing (default: the terminal's)")
      ->check(CLI::Range(30, 1000));
  app.add_option("--svg", options.svg, "a file to draw it into");
}

void add_compare(CLI::App& app, CompareOptions& options) {
  app.add_option("RUN", options.first, "a run's directory, or its run.json")->required();
  app.add_option("OTHER", options.second, "the run to compare it with")->required();
  app.add_flag("--json", options.json, "print JSON instead of a table");
  app.footer("Exit status: 0 nothing differs, 1 something does, 2 usage.");
}

void add_diff(CLI::App& app, DiffOptions& options) {
  app.add_option("STACK", options.first, "a stack")->required();
  app.add_option("OTHER", options.second, "the stack to compare it with")->required();
  auto* cases = app.add_option("--cases", options.cases, "programs")->check(CLI::PositiveNumber);
  app.add_option("--time", options.time, "seconds (default: 60)")->check(CLI::PositiveNumber)->excludes(cases);
  app.add_option("--seed", options.seed, "the same seed gives the same programs (default: a fresh one)");
  app.add_option("--program", options.program, "compare the answers to this program alone: a file, an example's name, or its text");
  app.add_option("--out", options.out, "the directory for difference.txt and difference.json (default: socketcheck-out)");
  app.add_flag("--json", options.json, "print JSON instead of text");
  app.footer("Exit status: 0 no difference was found, 1 they differ, 2 usage, 3 a stack could not be tested, 130 interrupted.");
}

// For whoever starts kernels: `ci/kernel run` does.
void add_aftermath(CLI::App& app, AftermathOptions& options) {
  app.add_option("DEATHS", options.deaths, "a directory with the programs that killed the kernel; the first is a check's")
      ->required();
  app.add_option("--out", options.out, "the directory for shortest.program, or for the report (default: socketcheck-out)");
  auto* shortest = app.add_option("--shortest", options.shortest, "report this one (default: look for it)");
  app.add_option("--died-of", options.died_of, "the kernel's last line")->needs(shortest);
  app.add_option("--failed", options.failed, "how many runs of the shortest killed")->needs(shortest);
  app.add_option("--runs", options.runs, "of how many")->needs(shortest);
}

// GoogleTest has its own options, which CLI11 must not see.
std::vector<std::string> take_gtest_arguments(int argc, char** argv, std::vector<std::string>& rest) {
  std::vector<std::string> gtest;
  for (int i = argc - 1; i > 0; --i) {
    const std::string argument = argv[i];
    (argument.starts_with("--gtest_") ? gtest : rest).push_back(argument);
  }
  return gtest;
}

int run(int argc, char** argv) {
  CLI::App app("SocketCheck: does this machine's TCP do what RFC 9293 and POSIX say?", "socketcheck");
  app.require_subcommand(1);
  CheckOptions check_options;
  ReplayOptions replay_options;
  ExplainOptions explain_options;
  CompareOptions compare_options;
  DiffOptions diff_options;
  AftermathOptions aftermath_options;
  std::string what;
  std::string place;

  auto* check_command = app.add_subcommand("check", "run random and exhaustive programs and judge every answer");
  add_check(*check_command, check_options);
  check_command->footer("GoogleTest's options work too: --gtest_filter, --gtest_output=xml:FILE, GTEST_TOTAL_SHARDS, ...");
  auto* replay_command = app.add_subcommand("replay", "run programs from files once");
  replay_command->add_option("FILE", replay_options.files, "program files")->required();
  replay_command->add_option("--stack", replay_options.stack, "the stack to run them on (default: the file's own)");
  replay_command->add_option("--flavour", replay_options.flavour, "the rules to check against (default: the stack's own)");
  replay_command->add_option("--pcap", replay_options.pcap, "keep the frames on the wire in this file (pcapng)");
  auto* explain_command = app.add_subcommand("explain", "what the model allows, step by step");
  add_explain(*explain_command, explain_options);
  auto* compare_command = app.add_subcommand("compare", "what differs between two runs of check");
  add_compare(*compare_command, compare_options);
  auto* diff_command = app.add_subcommand("diff", "run the same programs on two stacks, and shrink the first difference");
  add_diff(*diff_command, diff_options);
  auto* list_command = app.add_subcommand("list", "print a catalogue");
  list_command->add_option("WHAT", what, "properties, stacks, rules, deviations, examples or claims")->required();

  auto* unfinished_command = app.add_subcommand("unfinished", "print the program during which a run ended");
  unfinished_command->add_option("PLACE", place, "the run's directory, or its journal")->required();
  auto* aftermath_command = app.add_subcommand("aftermath", "shrink and report a program that killed a kernel");
  add_aftermath(*aftermath_command, aftermath_options);

  std::vector<std::string> arguments;  // CLI11 takes them last first
  check_options.gtest = take_gtest_arguments(argc, argv, arguments);
  const auto is_named = [](const CLI::App* command, const char* name) { return command->get_name() == name; };
  const auto commands = app.get_subcommands([](CLI::App*) { return true; });
  if (argc > 1 && argv[1][0] != '-' &&
      std::none_of(commands.begin(), commands.end(), [&](const CLI::App* one) { return is_named(one, argv[1]); }))
    return usage_error(std::string("there is no command `") + argv[1] + "`; see `socketcheck --help`");
  try {
    app.parse(arguments);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    return usage_error(std::string(error.what()) + "; see `socketcheck --help`");
  }
  if (check_command->parsed()) return check_options.claims ? check_claims(check_options) : check(check_options);
  if (replay_command->parsed()) return replay(replay_options);
  if (explain_command->parsed()) return explain(explain_options);
  if (compare_command->parsed()) return compare(compare_options);
  if (diff_command->parsed()) return diff(diff_options);
  if (unfinished_command->parsed()) return unfinished(place);
  if (aftermath_command->parsed()) return aftermath(aftermath_options);
  return list(what);
}

}  // namespace

namespace socketcheck::properties {

int usage_error(const std::string& message) {
  std::fprintf(stderr, "socketcheck: %s\n", message.c_str());
  return exit_status::usage;
}

}  // namespace socketcheck::properties

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "socketcheck: %s\n", error.what());
    return exit_status::could_not_test;
  }
}
