// Keeps the running program where it survives a crash, a hang or a panic of the stack under test: in a mapped file
// that the operating system writes out whatever becomes of the process.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "properties/runner/run.hpp"

namespace socketcheck::properties {

// What a journal says of a run that did not come to its end.
struct UnfinishedRun {
  std::string property;
  std::string stack;
  std::uint64_t seed = 0;
  std::uint64_t cases = 0;  // programs that had begun, with this one
  std::size_t step = 0;     // the call that was being made, from 0
  model::Program program;
};

class Journal : public Watcher {
 public:
  // In the directory, or in the file or device that the environment's SOCKETCHECK_JOURNAL names: memory that a virtual
  // machine shares with its host survives the machine. nullptr where none can be kept; the check goes on without.
  static std::unique_ptr<Journal> open(const std::filesystem::path& directory);
  // What the run whose journal this file is has left unfinished; a run that still goes on is not disturbed.
  static std::optional<UnfinishedRun> unfinished_in(const std::filesystem::path& file);
  ~Journal() override;
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // What an earlier run in this directory left unfinished; asked before the first unit begins.
  const std::optional<UnfinishedRun>& unfinished() const { return unfinished_; }

  void unit_begins(std::string_view property, std::string_view stack, std::uint64_t seed = 0);
  void program_begins(const model::Program& program) override;
  void call_begins(std::size_t step) override;
  // The run came to its end: nothing is left unfinished.
  void end();

 private:
  struct Page;
  explicit Journal(Page* page) : page_(page) {}
  static std::optional<UnfinishedRun> unfinished_on(const Page& page);
  Page* page_;
  std::optional<UnfinishedRun> unfinished_;
};

}  // namespace socketcheck::properties
