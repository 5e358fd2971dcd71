// Runs the built executable as a user would, and keeps what it says.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace socketcheck::tests {

using Arguments = std::vector<std::string>;

// Removed with everything in it.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

struct Ran {
  int status = -1;  // as a shell has it: 128 + the number of a signal that ended it
  std::string out;
  std::string err;
};

struct Setting {
  std::map<std::string, std::string> environment;
  // In the new process before the executable begins. False: what is needed can't be had, and the status is `no_setting`.
  std::function<bool()> before;
};
inline constexpr int no_setting = 125;

// A process that runs. It has a process group of its own; whatever is left of it at the end is killed.
class Command {
 public:
  explicit Command(const Arguments& arguments, const Setting& setting = {});
  ~Command();
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  void signal(int number) const;
  pid_t pid() const { return pid_; }
  // What it has printed so far.
  std::string out() const;
  // Until it has ended; killed when that takes too long.
  Ran wait(std::chrono::seconds at_most = std::chrono::seconds(100));
  // True if a process of its group is still there.
  bool has_left_something() const;

 private:
  TemporaryDirectory directory_;
  pid_t pid_ = -1;
};

Ran run(const Arguments& arguments, const Setting& setting = {});

std::string text_of(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, const std::string& text);
nlohmann::json json_of(const std::filesystem::path& file);

}  // namespace socketcheck::tests
