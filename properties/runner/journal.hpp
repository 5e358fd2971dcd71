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
  std::size_t step = 0;  // the call that was being made, from 0
  model::Program program;
};

class Journal : public Watcher {
 public:
  // nullptr where the directory can't hold one; the check goes on without.
  static std::unique_ptr<Journal> open(const std::filesystem::path& directory);
  ~Journal() override;
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // What an earlier run in this directory left unfinished; asked before the first unit begins.
  const std::optional<UnfinishedRun>& unfinished() const { return unfinished_; }

  void unit_begins(std::string_view property, std::string_view stack);
  void program_begins(const model::Program& program) override;
  void call_begins(std::size_t step) override;
  // The run came to its end: nothing is left unfinished.
  void end();

 private:
  struct Page;
  explicit Journal(Page* page) : page_(page) {}
  Page* page_;
  std::optional<UnfinishedRun> unfinished_;
};

}  // namespace socketcheck::properties
