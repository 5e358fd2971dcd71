#include "command.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace socketcheck::tests {
namespace {

constexpr int no_executable = 127;

int open_for_writing(const std::string& path) { return ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666); }

// In the new process; does not come back.
[[noreturn]] void become(const Arguments& arguments, const Setting& setting, int out, int err) {
  ::setpgid(0, 0);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  for (int fd = STDERR_FILENO + 1; fd < 1024; ++fd) ::close(fd);
  for (const auto& [name, value] : setting.environment) ::setenv(name.c_str(), value.c_str(), 1);
  if (setting.before && !setting.before()) ::_exit(no_setting);
  std::string executable = SOCKETCHECK_EXECUTABLE;
  std::vector<char*> pointers{executable.data()};
  std::vector<std::string> copies = arguments;
  for (std::string& copy : copies) pointers.push_back(copy.data());
  pointers.push_back(nullptr);
  ::execv(executable.c_str(), pointers.data());
  ::_exit(no_executable);
}

}  // namespace

TemporaryDirectory::TemporaryDirectory() {
  std::string pattern = (std::filesystem::temp_directory_path() / "socketcheck-test.XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
  path_ = pattern;
  std::filesystem::permissions(path_, std::filesystem::perms::all);
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Command::Command(const Arguments& arguments, const Setting& setting) {
  const int out = open_for_writing(directory_ / "out");
  const int err = open_for_writing(directory_ / "err");
  pid_ = ::fork();
  if (pid_ == 0) become(arguments, setting, out, err);
  ::close(out);
  ::close(err);
  if (pid_ < 0) throw std::runtime_error("no new process");
  ::setpgid(pid_, pid_);
}

Command::~Command() {
  if (has_left_something()) signal(SIGKILL);
  ::waitpid(pid_, nullptr, WNOHANG);
}

void Command::signal(int number) const { ::kill(-pid_, number); }
bool Command::has_left_something() const { return ::kill(-pid_, 0) == 0; }
std::string Command::out() const { return text_of(directory_ / "out"); }

Ran Command::wait(std::chrono::seconds at_most) {
  const auto end = std::chrono::steady_clock::now() + at_most;
  int status = 0;
  while (::waitpid(pid_, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > end) {
      ADD_FAILURE() << "it did not end in " << at_most.count() << " s";
      signal(SIGKILL);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return {code, out(), text_of(directory_ / "err")};
}

Ran run(const Arguments& arguments, const Setting& setting) { return Command(arguments, setting).wait(); }

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

void write_file(const std::filesystem::path& file, const std::string& text) { std::ofstream(file) << text; }

nlohmann::json json_of(const std::filesystem::path& file) { return nlohmann::json::parse(text_of(file)); }

}  // namespace socketcheck::tests
