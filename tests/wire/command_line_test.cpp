// replay, explain and --pcap with programs that act on the wire.
#include <gtest/gtest.h>

#include "a_wire.hpp"
#include "command.hpp"

namespace socketcheck::tests {
namespace {

const std::string simultaneous_close = std::string(SOCKETCHECK_WIRE_PROGRAMS) + "/simultaneous-close.txt";

TEST(WireCommandLine, ReplaySaysWhatWasDelivered) {
  SKIP_WITHOUT_A_WIRE();
  const Ran ran = run({"replay", simultaneous_close, "--stack", "linux-wire6"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("deliver(b)               = FIN ACK 1, ack 1"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("= CLOSING"), std::string::npos) << ran.out;
}

TEST(WireCommandLine, ReplayShowsAFaultAndFails) {
  SKIP_WITHOUT_A_WIRE();
  const TemporaryDirectory directory;
  write_file(directory / "syn.txt", "socketcheck 1\nstart pair a b\ninject(a, SYN)\n");
  const Ran ran = run({"replay", directory / "syn.txt", "--stack", "wire-syn-resets"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.out.find("owed.ack.syn-in-synchronized-state"), std::string::npos) << ran.out;
}

TEST(WireCommandLine, AnotherStackCannotBeTested) {
  const Ran ran = run({"replay", simultaneous_close});
  EXPECT_EQ(ran.status, 3);
  EXPECT_NE(ran.err.find("use linux-wire4 or linux-wire6"), std::string::npos) << ran.err;
}

TEST(WireCommandLine, PcapKeepsTheFrames) {
  SKIP_WITHOUT_A_WIRE();
  const TemporaryDirectory directory;
  const auto file = directory / "frames.pcapng";
  EXPECT_EQ(run({"replay", simultaneous_close, "--stack", "linux-wire4", "--pcap", file}).status, 0);
  EXPECT_GT(text_of(file).size(), 1000u);
  EXPECT_EQ(text_of(file).substr(0, 4), "\x0a\x0d\x0d\x0a");
  EXPECT_EQ(run({"replay", simultaneous_close, "--stack", "linux-wire4", "--pcap", "/nowhere/frames"}).status, 2);
}

TEST(WireCommandLine, AFindingIsReportedWithItsPicture) {
  SKIP_WITHOUT_A_WIRE();
  const TemporaryDirectory directory;
  const Ran ran = run({"check", "--stack", "wire-syn-resets", "--cases", "300", "--seed", "1", "--out", directory.path(),
                       "--gtest_filter=TheWireMayDoAnything.*"});
  EXPECT_EQ(ran.status, 1) << ran.err;
  EXPECT_NE(ran.out.find("inject(a, SYN)"), std::string::npos) << ran.out;
  EXPECT_NE(text_of(directory / "report.html").find("inject(a, SYN)"), std::string::npos);
}

struct Malformed {
  const char* call;
  const char* message;
};
TEST(WireCommandLine, AMalformedProgramGetsOneLine) {
  const Malformed all[] = {
      {"deliver(", "expected a slot, a to h"},
      {"deliver(a", "expected `)`"},
      {"deliver(z)", "expected a slot, a to h"},
      {"deliver(a, SOMEHOW)", "expected a change of BAD_CHECKSUM, OTHER_SEQUENCE, WITHOUT_FIN, WITH_RST, WITH_SYN"},
      {"deliver(a) b", "expected the end of the line"},
      {"inject(a)", "expected `,`"},
      {"inject(a, RST)", "expected a forgery of RST_AT_NEXT"},
      {"inject()", "expected a slot, a to h"},
      {"drop()", "expected a slot, a to h"},
      {"hold(a)", "expected `)`"},
      {"release", "expected `(`"},
      {"swap(a, b)", "expected `)`"},
      {"b = hold()", "expected socket, accept or dup"},
      {"retransmit(a)", "there is no call `retransmit`"}};
  const TemporaryDirectory directory;
  const auto file = directory / "bad.txt";
  for (const Malformed& one : all) {
    write_file(file, std::string("socketcheck 1\nstart pair a b\n") + one.call + "\n");
    for (const char* command : {"replay", "explain"}) {
      const Ran ran = run({command, file});
      EXPECT_EQ(ran.status, 2) << one.call;
      EXPECT_EQ(ran.out, "") << one.call;
      EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
      EXPECT_NE(ran.err.find("bad.txt:3:"), std::string::npos) << ran.err;
      EXPECT_NE(ran.err.find(one.message), std::string::npos) << one.call << ": " << ran.err;
    }
  }
}

}  // namespace
}  // namespace socketcheck::tests
