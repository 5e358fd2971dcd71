// What a run.json says of a run, as far as two runs can be compared.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace socketcheck::properties {

// The shortest program that shows something; empty: the run has none to tell.
struct ShownBy {
  std::string program;  // its text
  std::size_t calls = 0;
};

struct RuleRecord {
  enum class Status : unsigned char { absent, not_reached, kept, known_deviation, broken };
  Status status = Status::absent;
  std::uint64_t times = 0;
  ShownBy shown_by;  // of a broken one
};
std::string show(RuleRecord::Status status);

struct PropertyRecord {
  std::string verdict;
  bool was_run = false;
  ShownBy shown_by;  // where it does not conform
};

// Keyed by names, so that the order of a comparison is the same each time.
struct StackRecord {
  std::string flavour;
  std::string verdict;
  std::map<std::string, PropertyRecord> properties;
  std::map<std::string, RuleRecord> rules;
};

struct ClaimRecord {
  std::string sentence;
  std::string verdict;
  std::string program;  // may be empty
};

struct RunRecord {
  std::string path;
  std::string kernel;
  bool complete = false;  // every property ran in full
  std::map<std::string, StackRecord> stacks;
  std::map<std::string, ClaimRecord> claims;  // those of `check --claims`
};

// Reads a run.json, or that of a run's directory. The alternative is one line that says what is wrong with it.
std::variant<RunRecord, std::string> read_run(const std::filesystem::path& path);

}  // namespace socketcheck::properties
