// `explain` as a user calls it, and `check --regressions`.
#include <gtest/gtest.h>

#include <algorithm>

#include "command.hpp"
#include "xml.hpp"

namespace socketcheck::tests {
namespace {

constexpr int usage = 2;

std::size_t at(const std::string& text, const std::string& word) { return text.find(word); }

TEST(Explain, DrawsAnExampleThatReallyHappened) {
  const Ran ran = run({"explain", "four-way-close", "--real", "--ladder"});
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
  EXPECT_NE(at(ran.out, "Seen on linux-"), std::string::npos) << ran.out;
  for (const char* state : {"FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT", "CLOSE-WAIT", "LAST-ACK"})
    EXPECT_NE(at(ran.out, state), std::string::npos) << state;
  EXPECT_LT(at(ran.out, "FIN-WAIT-1"), at(ran.out, "FIN-WAIT-2"));
  EXPECT_LT(at(ran.out, "CLOSE-WAIT"), at(ran.out, "LAST-ACK"));
  EXPECT_EQ(ran.out.find('\033'), std::string::npos) << "no colour codes in a file";
}

TEST(Explain, ShowsBesideWhatIsAllowedWhatWasSeen) {
  const Ran ran = run({"explain", "start pair a b; send(a, 1); recv(b, 1)", "--real"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_LT(at(ran.out, "allowed:"), at(ran.out, "seen:"));
  const Ran model = run({"explain", "start pair a b; send(a, 1); recv(b, 1)"});
  EXPECT_EQ(model.status, 0);
  EXPECT_EQ(at(model.out, "seen:"), std::string::npos);
}

TEST(Explain, SaysWhereAFaultyStackDeviates) {
  const Ran ran = run({"explain", "start pair a b; abort(a); send(b, 1)", "--real", "--ladder", "--ascii", "--stack",
                       "faulty-sigpipe-on-reset"});
  EXPECT_EQ(ran.status, 1) << ran.out;
  EXPECT_NE(at(ran.out, "allowed only: -1 ECONNRESET"), std::string::npos) << ran.out;
  EXPECT_TRUE(
      std::none_of(ran.out.begin(), ran.out.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
}

TEST(Explain, KeepsToTheWidthThatIsAskedFor) {
  for (const char* width : {"60", "100"}) {
    const Ran ran = run({"explain", "half-close", "--ladder", "--ascii", "--width", width});
    std::size_t longest = 0;
    for (std::size_t begin = 0, end; (end = ran.out.find('\n', begin)) != std::string::npos; begin = end + 1)
      longest = std::max(longest, end - begin);
    EXPECT_LE(longest, static_cast<std::size_t>(std::stoi(width))) << ran.out;
  }
}

TEST(Explain, WritesAPicture) {
  const TemporaryDirectory directory;
  const std::string file = (directory / "picture.svg").string();
  EXPECT_EQ(run({"explain", "half-close", "--svg", file}).status, 0);
  EXPECT_NO_THROW(read_xml_text(text_of(file)));
  EXPECT_EQ(run({"explain", "half-close", "--svg", "/nowhere/picture.svg"}).status, usage);
}

TEST(Explain, TakesNoNameThatItDoesNotKnow) {
  const Ran ran = run({"explain", "five-way-close"});
  EXPECT_EQ(ran.status, usage);
  EXPECT_NE(at(ran.err, "list examples"), std::string::npos) << ran.err;
  EXPECT_EQ(run({"explain", "half-close", "--real", "--stack", "none"}).status, usage);
}

TEST(Explain, ListsItsExamples) {
  const Ran ran = run({"list", "examples"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_GE(std::count(ran.out.begin(), ran.out.end(), '\n'), 12);
}

// A kept program fails on the stack that it is about, before anything else is run there.
TEST(KeptPrograms, AreRunFirstByACheck) {
  const TemporaryDirectory directory;
  const auto kept = directory / "kept";
  std::filesystem::create_directory(kept);
  write_file(kept / "one.program", "socketcheck 1\nstart pair a b\nabort(a)\nsend(b, 1)\n");
  write_file(kept / "another.program", "socketcheck 1\nstart fresh\na = socket()\n");
  write_file(kept / "notes.txt", "no program");
  const Arguments arguments = {"check",          "--cases",       "100",         "--out",
                               directory.path(), "--regressions", kept.string(), "--stack"};
  Arguments faulty = arguments;
  faulty.push_back("faulty-sigpipe-on-reset");
  const Ran fails = run(faulty);
  EXPECT_EQ(fails.status, 1) << fails.err;
  EXPECT_LT(at(fails.out, "what was wrong once stays right"), at(fails.out, "every program of a few")) << fails.out;
  EXPECT_NE(at(fails.out, "what was wrong once stays right @ faulty-sigpipe-on-reset: does not conform"),
            std::string::npos)
      << fails.out;
  Arguments sound = arguments;
  sound.push_back("linux-tcp4");
  sound.push_back("--gtest_filter=Regressions*");
  const Ran conforms = run(sound);
  EXPECT_EQ(conforms.status, 0) << conforms.out << conforms.err;
  EXPECT_NE(at(conforms.out, "linux-tcp4: conforms (flavour linux, 2 programs"), std::string::npos) << conforms.out;
}

TEST(KeptPrograms, ThatCantBeReadAreNotPassedOver) {
  const TemporaryDirectory directory;
  write_file(directory / "one.program", "socketcheck 1\nstart pair a b\nwhatever(a)\n");
  const Ran ran = run({"check", "--out", directory.path(), "--regressions", directory.path()});
  EXPECT_EQ(ran.status, usage);
  EXPECT_NE(at(ran.err, "one.program:3:"), std::string::npos) << ran.err;
  EXPECT_EQ(run({"check", "--out", directory.path(), "--regressions", "/nowhere"}).status, usage);
}

}  // namespace
}  // namespace socketcheck::tests
