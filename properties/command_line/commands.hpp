// The commands of the executable. Each returns the exit status.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "properties/complete/completeness.hpp"

namespace socketcheck::properties {

namespace exit_status {
inline constexpr int conforms = 0;
inline constexpr int does_not_conform = 1;
inline constexpr int usage = 2;
inline constexpr int could_not_test = 3;
inline constexpr int interrupted = 130;
}  // namespace exit_status

struct CheckOptions {
  std::vector<std::string> stacks;  // empty: those that need no privilege
  std::string flavour;              // empty: each stack's own
  std::string known_file;           // may be empty
  std::optional<std::uint64_t> cases;
  double time = 60;                 // seconds, for the whole run
  std::optional<std::uint64_t> seed;
  std::size_t exhaustive_depth = 0;  // > 0: nothing but these programs
  std::string alphabet;              // of the exhaustive programs or the complete test set; empty: teardown
  bool complete = false;              // nothing but a complete test set over the alphabet
  CompleteScope scope;
  bool strict = false;
  bool claims = false;  // the article's claims, and nothing else
  std::string out = "socketcheck-out";
  std::string regressions;           // a directory of programs that are run first; may be empty
  bool quiet = false;                // nothing but what was found
  std::vector<std::string> gtest;    // --gtest_* arguments as they came
};
int check(const CheckOptions& options);
// Decides the article's claims on one stack; never a verdict about the stack.
int check_claims(const CheckOptions& options);
void list_claims();

struct ReplayOptions {
  std::vector<std::string> files;
  std::string stack;    // empty: the one that the file names, else linux-tcp4
  std::string flavour;  // empty: the stack's own
  std::string pcap;     // the file for the frames; empty: none
};
int replay(const ReplayOptions& options);

struct ExplainOptions {
  std::string program;  // a file, an example's name, or a program's text
  std::string flavour;  // empty: the stack's own
  std::string stack;    // empty: the first of linux-wire4 and linux-tcp4 that can run the program
  bool real = false;    // run it on the stack as well
  bool ladder = false;  // draw it instead of telling it step by step
  bool ascii = false;
  std::size_t width = 0;  // of the drawing; 0: the terminal's
  std::string svg;        // a file for the drawing; may be empty
};
int explain(const ExplainOptions& options);

struct CompareOptions {
  std::string first;   // a run's directory, or its run.json
  std::string second;
  bool json = false;   // instead of a table
};
// Status: conforms where nothing differs, else does_not_conform.
int compare(const CompareOptions& options);

struct DiffOptions {
  std::string first;   // stacks
  std::string second;
  std::optional<std::uint64_t> cases;
  double time = 60;     // seconds
  std::optional<std::uint64_t> seed;
  std::string program;  // a file, an example's name, or a program's text: nothing but this one; may be empty
  std::string out = "socketcheck-out";
  bool json = false;    // instead of text
};
// Runs the same programs on two stacks, with no model in between. Status as of compare().
int diff(const DiffOptions& options);

struct RacesOptions {
  std::string stack = "linux-tcp4";
  std::optional<std::uint64_t> races;
  double time = 5;      // seconds
  std::optional<std::uint64_t> seed;
  std::string race;     // a file, or a race's text: nothing but this one; may be empty
};
// Runs races of several threads, and asks whether some order explains each. Status as of check().
int races(const RacesOptions& options);

// Prints the program that the run of a directory, or of a journal's file, left unfinished.
int unfinished(const std::string& place);

struct AftermathOptions {
  std::string deaths;    // a directory of programs that killed the stack's kernel; the first is the check's
  std::string shortest;  // the file of the shortest; empty: look for it, in a kernel that it may take down
  std::string died_of;   // one line
  int failed = 0;        // of so many `runs` of the shortest
  int runs = 0;
  std::string out = "socketcheck-out";
};
// After a kernel has died: makes the program shorter, then reports it as a check would have.
int aftermath(const AftermathOptions& options);

int list(const std::string& what);

// One line on stderr; returns exit_status::usage.
int usage_error(const std::string& message);

}  // namespace socketcheck::properties
