// What the machine does not grant is never reported as a bug of the stack.
#include <grp.h>
#include <gtest/gtest.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>

#include "command.hpp"

namespace socketcheck::tests {
namespace {

constexpr int could_not_test = 3;
constexpr int no_executable = 127;

bool may_have_descriptors(rlim_t most) {
  const rlimit limit{most, most};
  return setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

bool write_setting(const char* file, const std::string& text) {
  std::ofstream stream(file);
  stream << text << std::flush;
  return stream.good();
}

// A network of its own with nothing but a loopback interface.
bool enter_a_new_network() {
  const int what = CLONE_NEWNET | (geteuid() == 0 ? 0 : CLONE_NEWUSER);
  if (unshare(what) != 0) return false;
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  ifreq loopback{};
  std::strcpy(loopback.ifr_name, "lo");
  loopback.ifr_flags = IFF_UP;
  const bool up = ioctl(fd, SIOCSIFFLAGS, &loopback) == 0;
  close(fd);
  return up;
}

bool has_no_ports() {
  return enter_a_new_network() && write_setting("/proc/sys/net/ipv4/ip_local_reserved_ports", "40000-40001") &&
         write_setting("/proc/sys/net/ipv4/ip_local_port_range", "40000 40001");
}

bool has_few_ports() {
  return enter_a_new_network() && write_setting("/proc/sys/net/ipv4/ip_local_port_range", "40000 40031");
}

bool becomes_nobody() { return setgroups(0, nullptr) == 0 && setgid(65534) == 0 && setuid(65534) == 0; }

Ran check(const TemporaryDirectory& directory, Arguments arguments, const Setting& setting) {
  arguments.insert(arguments.begin(), {"check", "--out", directory.path()});
  return run(arguments, setting);
}

void expect_could_not_test(const Ran& ran) {
  EXPECT_EQ(ran.status, could_not_test) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("could not test"), std::string::npos) << ran.out;
  EXPECT_EQ(ran.out.find("does not conform"), std::string::npos) << ran.out;
  EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 0) << ran.err;
}

class WithFewDescriptors : public testing::TestWithParam<int> {};

// Whichever call it is that gets no descriptor.
TEST_P(WithFewDescriptors, TheStackCouldNotBeTested) {
  const TemporaryDirectory directory;
  const Ran ran = check(directory, {"--stack", "linux-tcp4", "--cases", "2000"},
                        {.before = [] { return may_have_descriptors(static_cast<rlim_t>(GetParam())); }});
  expect_could_not_test(ran);
  EXPECT_NE(ran.out.find("Too many open files"), std::string::npos) << ran.out;
}
INSTANTIATE_TEST_SUITE_P(Of, WithFewDescriptors, testing::Values(4, 5, 6), testing::PrintToStringParamName());

TEST(Resources, AFailureForWantOfDescriptorsIsNotOneOfTheReplayedProgram) {
  const TemporaryDirectory directory;
  write_file(directory / "program", "socketcheck 1\nstart pair a b\nsend(a, 1)\n");
  const Ran ran = run({"replay", (directory / "program").string()}, {.before = [] { return may_have_descriptors(4); }});
  EXPECT_EQ(ran.status, could_not_test) << ran.out << ran.err;
  EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
}

TEST(Resources, WithoutPortsTheStackCouldNotBeTested) {
  const TemporaryDirectory directory;
  const Ran ran = check(directory, {"--stack", "linux-tcp4", "--cases", "2000"}, {.before = has_no_ports});
  if (ran.status == no_setting) GTEST_SKIP() << "no network namespace can be had here";
  expect_could_not_test(ran);
}

// A socket of UDP gets its port by the way, and where none is left the call says EAGAIN.
TEST(Resources, WithoutPortsUdpCouldNotBeTested) {
  const TemporaryDirectory directory;
  const Ran ran = check(directory, {"--stack", "linux-udp4", "--cases", "2000"}, {.before = has_no_ports});
  if (ran.status == no_setting) GTEST_SKIP() << "no network namespace can be had here";
  expect_could_not_test(ran);
}

// Ports come back soon, and a program that meets one twice is not judged.
TEST(Resources, WithFewPortsUdpConforms) {
  const TemporaryDirectory directory;
  const Ran ran = check(directory, {"--stack", "linux-udp4", "--stack", "linux-udp6", "--cases", "4000"}, {.before = has_few_ports});
  if (ran.status == no_setting) GTEST_SKIP() << "no network namespace can be had here";
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
}

TEST(Resources, WithoutIPv6OnlyItsStacksCouldNotBeTested) {
  const TemporaryDirectory directory;
  const Ran ran = check(directory, {"--stack", "linux-tcp4", "--stack", "linux-tcp6", "--cases", "2000"},
                        {.before = [] {
                          return enter_a_new_network() && write_setting("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1");
                        }});
  if (ran.status == no_setting) GTEST_SKIP() << "no network namespace can be had here";
  expect_could_not_test(ran);
  EXPECT_NE(ran.out.find("linux-tcp4: conforms"), std::string::npos) << ran.out;
}

TEST(Resources, AnOrdinaryUserNeedsNothing) {
  if (geteuid() != 0) GTEST_SKIP() << "this is one";
  const TemporaryDirectory directory;
  const Ran ran = check(directory, {"--stack", "linux-tcp4", "--time", "3"}, {.before = becomes_nobody});
  if (ran.status == no_executable) GTEST_SKIP() << "nobody may not run " << SOCKETCHECK_EXECUTABLE;
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
  EXPECT_EQ(ran.err, "");
}

}  // namespace
}  // namespace socketcheck::tests
