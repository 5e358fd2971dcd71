// The stacks that are run by name: that they are what they say, and that they say so where they can't be had.
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>

#include "command.hpp"

namespace socketcheck::tests {
namespace {

constexpr unsigned ipproto_mptcp = 262;

// From now on the system call `number` fails with EPERM; with `argument`, only if its third argument is that.
bool refuse(unsigned number, unsigned third_argument = 0) {
  const bool any = third_argument == 0;
  sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[2])),
      BPF_JUMP(BPF_JMP | (any ? BPF_JGE : BPF_JEQ) | BPF_K, third_argument, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog program{.len = sizeof filter / sizeof *filter, .filter = filter};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

class ByName : public testing::Test {
 protected:
  Ran replay(const std::string& stack, const std::string& calls, const Setting& setting = {}) {
    write_file(directory_ / "program", "socketcheck 1\nstart pair a b\n" + calls);
    return run({"replay", (directory_ / "program").string(), "--stack", stack}, setting);
  }
  TemporaryDirectory directory_;
};

TEST_F(ByName, UringStacksSayThatThereIsNoRing) {
  for (const char* stack : {"uring-tcp4", "asio-uring-tcp4"}) {
    const Ran ran = replay(stack, "send(a, 1)\n", {.environment = {}, .before = [] { return refuse(SYS_io_uring_setup); }});
    if (ran.status == no_setting) GTEST_SKIP() << "seccomp can't be had";
    EXPECT_EQ(ran.status, 3) << stack << ran.out << ran.err;
    EXPECT_NE(ran.err.find("this kernel gives no io_uring"), std::string::npos) << ran.err;
  }
}

TEST_F(ByName, MptcpStacksSayThatThereIsNoMptcp) {
  for (const char* stack : {"mptcp4", "mptcp6"}) {
    const Ran ran = replay(stack, "send(a, 1)\n", {.environment = {}, .before = [] { return refuse(SYS_socket, ipproto_mptcp); }});
    if (ran.status == no_setting) GTEST_SKIP() << "seccomp can't be had";
    EXPECT_EQ(ran.status, 3) << stack << ran.out << ran.err;
    EXPECT_NE(ran.err.find("this kernel makes no MPTCP sockets"), std::string::npos) << ran.err;
  }
}

// Where the kernel has it, what all stacks have in common works; else the refusal above is all there is.
TEST_F(ByName, StacksCarryBytesBothWays) {
  for (const char* stack : {"asio-async-tcp4", "asio-uring-tcp4", "uring-tcp4", "mptcp4", "mptcp6"}) {
    const Ran ran = replay(stack, "send(a, 3, MSG_NOSIGNAL)\nrecv(b, 2)\nrecv(b, 2)\nrecv(b, 1)\nsend(b, 1, MSG_NOSIGNAL)\nrecv(a, 1)\n");
    if (ran.status == 3) continue;
    EXPECT_EQ(ran.status, 0) << stack << ran.out << ran.err;
  }
}

// The lists of known deviations are read, and on the other stacks nothing of them shows.
TEST_F(ByName, KnownDeviationsAreData) {
  for (const char* list : {"/mptcp/known.json", "/asio/known.json"}) {
    const Ran ran = run({"check", "--stack", "linux-tcp4", "--cases", "50", "--seed", "1", "--quiet", "--gtest_filter=EveryAnswer*",
                         "--known", std::string(SOCKETCHECK_SUT) + list, "--out", directory_.path()});
    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    EXPECT_EQ(ran.out.find(" times: "), std::string::npos) << ran.out;
  }
}

}  // namespace
}  // namespace socketcheck::tests
