// When a wire ends, however it ends, its threads, descriptors, devices and namespaces are gone. A TUN device that is not
// persistent goes with its descriptor, and a namespace with the last task and descriptor that holds it.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <set>
#include <thread>

#include "a_wire.hpp"
#include "command.hpp"
#include "hunt.hpp"

namespace socketcheck::tests {
namespace {

namespace fs = std::filesystem;
using Namespaces = std::set<ino_t>;

std::ptrdiff_t entries(const char* directory) {
  const fs::directory_iterator all(directory);
  return std::distance(begin(all), end(all));
}

// What a task or a descriptor of the process holds; empty: the process is gone.
Namespaces held_by(const fs::path& process) {
  Namespaces held;
  const auto add = [&](const fs::path& path, bool is_sure) {
    struct stat status {};
    std::error_code error;
    if (!is_sure && !fs::read_symlink(path, error).string().starts_with("net:[")) return;
    if (::stat(path.c_str(), &status) == 0) held.insert(status.st_ino);
  };
  std::error_code error;
  for (const auto& task : fs::directory_iterator(process / "task", error)) add(task.path() / "ns/net", true);
  for (const auto& descriptor : fs::directory_iterator(process / "fd", error)) add(descriptor.path(), false);
  return held;
}

// Of the namespaces, those that some process of the system holds.
Namespaces still_held(const Namespaces& namespaces) {
  Namespaces held;
  std::error_code error;
  for (const auto& process : fs::directory_iterator("/proc", error))
    if (std::isdigit(process.path().filename().string().front()) != 0)
      for (const ino_t one : held_by(process.path()))
        if (namespaces.contains(one)) held.insert(one);
  return held;
}

// Those in which the sides of its wire live, once there are both.
Namespaces of_the_wire(const Command& command) {
  const Namespaces own = held_by("/proc/self");
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  Namespaces found;
  while (found.size() < 2 && std::chrono::steady_clock::now() < end) {
    found = held_by("/proc/" + std::to_string(command.pid()));
    for (const ino_t one : own) found.erase(one);
    std::this_thread::yield();
  }
  return found;
}

const Arguments long_check = {"check", "--stack", "linux-wire4", "--time", "60"};

TEST(AWireInThisProcess, LeavesNoThreadAndNoDescriptor) {
  SKIP_WITHOUT_A_WIRE();
  const auto threads = entries("/proc/self/task");
  const auto descriptors = entries("/proc/self/fd");
  {
    Hunt hunt("linux-wire4");
    EXPECT_FALSE(hunt.failure_of(program_of("hold(); send(a, 1); close(b)")));
    EXPECT_GT(entries("/proc/self/task"), threads);
    EXPECT_GT(entries("/proc/self/fd"), descriptors);
  }
  EXPECT_EQ(entries("/proc/self/task"), threads);
  EXPECT_EQ(entries("/proc/self/fd"), descriptors);
}

struct End {
  const char* name;
  int signal;  // 0: it ends by itself
  int status;
};

class ARunOfTheWire : public testing::TestWithParam<End> {};

TEST_P(ARunOfTheWire, LeavesNoNamespaceHowEverItEnds) {
  SKIP_WITHOUT_A_WIRE();
  // Of one property nobody asks that it reaches every rule.
  const Arguments short_check = {"check", "--stack", "linux-wire4", "--time", "2", "--gtest_filter=TheWireMayDoAnything.*"};
  Command command(GetParam().signal == 0 ? short_check : long_check);
  const Namespaces namespaces = of_the_wire(command);
  ASSERT_EQ(namespaces.size(), 2u);
  EXPECT_EQ(still_held(namespaces), namespaces);
  if (GetParam().signal != 0) command.signal(GetParam().signal);
  EXPECT_EQ(command.wait().status, GetParam().status);
  EXPECT_FALSE(command.has_left_something());
  EXPECT_EQ(still_held(namespaces), Namespaces{});
}

INSTANTIATE_TEST_SUITE_P(By, ARunOfTheWire,
                         testing::Values(End{"itself", 0, 0}, End{"SIGINT", SIGINT, 130}, End{"SIGKILL", SIGKILL, 128 + SIGKILL}),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace socketcheck::tests
