// The program that runs when a process dies is read back from its journal.
#include "properties/runner/journal.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "command.hpp"
#include "hunt.hpp"

namespace socketcheck::tests {
namespace {

using properties::Journal;

class TheJournal : public testing::Test {
 protected:
  // In a process that has not ended its journal when it dies.
  template <class Work>
  void die_while(Work work) {
    const pid_t child = fork();
    if (child == 0) {
      const auto journal = Journal::open(directory_.path());
      if (journal == nullptr) _exit(1);
      work(*journal);
      kill(getpid(), SIGKILL);
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  }

  const model::Program program_ = program_of("send(a, 5, MSG_NOSIGNAL); setsockopt(b, SO_LINGER, {1, 7}); close(b)");
  TemporaryDirectory directory_;
};

TEST_F(TheJournal, HasTheProgramAndTheCallThatWasBeingMade) {
  die_while([this](Journal& journal) {
    journal.unit_begins("TheBooksBalance", "linux-tcp4");
    journal.program_begins(program_);
    journal.call_begins(0);
    journal.call_begins(1);
  });
  const auto next = Journal::open(directory_.path());
  ASSERT_TRUE(next->unfinished());
  EXPECT_EQ(next->unfinished()->property, "TheBooksBalance");
  EXPECT_EQ(next->unfinished()->stack, "linux-tcp4");
  EXPECT_EQ(next->unfinished()->step, 1u);
  EXPECT_EQ(next->unfinished()->program, program_);
}

TEST_F(TheJournal, HasTheLastOfSeveralPrograms) {
  die_while([this](Journal& journal) {
    journal.unit_begins("first", "one");
    journal.program_begins(program_of("send(a, 1); recv(b, 1); poll(a); poll(b); close(a)"));
    journal.call_begins(4);
    journal.unit_begins("second", "two");
    journal.program_begins(program_);
  });
  const auto next = Journal::open(directory_.path());
  ASSERT_TRUE(next->unfinished());
  EXPECT_EQ(next->unfinished()->property, "second");
  EXPECT_EQ(next->unfinished()->stack, "two");
  EXPECT_EQ(next->unfinished()->step, 0u);
  EXPECT_EQ(next->unfinished()->program, program_);
}

TEST_F(TheJournal, TellsSeedAndNumberOfPrograms) {
  die_while([this](Journal& journal) {
    journal.unit_begins("TheBooksBalance", "linux-tcp4", 7);
    journal.program_begins(program_);
    journal.program_begins(program_);
  });
  const auto run = Journal::unfinished_in(directory_ / "journal");
  ASSERT_TRUE(run);
  EXPECT_EQ(run->seed, 7u);
  EXPECT_EQ(run->cases, 2u);
}

TEST_F(TheJournal, CanBeLookedAtWithoutBeingRead) {
  die_while([this](Journal& journal) { journal.program_begins(program_); });
  EXPECT_TRUE(Journal::unfinished_in(directory_ / "journal"));
  EXPECT_TRUE(Journal::unfinished_in(directory_ / "journal"));
  EXPECT_TRUE(Journal::open(directory_.path())->unfinished());
}

TEST_F(TheJournal, IsKeptWhereTheEnvironmentSays) {
  setenv("SOCKETCHECK_JOURNAL", (directory_ / "elsewhere").c_str(), 1);
  die_while([this](Journal& journal) { journal.program_begins(program_); });
  unsetenv("SOCKETCHECK_JOURNAL");
  EXPECT_TRUE(Journal::unfinished_in(directory_ / "elsewhere"));
  EXPECT_FALSE(Journal::unfinished_in(directory_ / "journal"));
}

TEST_F(TheJournal, IsReadOnce) {
  die_while([this](Journal& journal) { journal.program_begins(program_); });
  EXPECT_TRUE(Journal::open(directory_.path())->unfinished());
  EXPECT_FALSE(Journal::open(directory_.path())->unfinished());
}

TEST_F(TheJournal, HasNothingOfARunThatEnded) {
  die_while([this](Journal& journal) {
    journal.program_begins(program_);
    journal.end();
  });
  EXPECT_FALSE(Journal::open(directory_.path())->unfinished());
}

TEST_F(TheJournal, ThatIsNoneIsNotRead) {
  write_file(directory_ / "journal", std::string(100'000, '\1'));
  const auto journal = Journal::open(directory_.path());
  ASSERT_NE(journal, nullptr);
  EXPECT_FALSE(journal->unfinished());
}

TEST_F(TheJournal, CannotBeKeptWhereNothingIs) { EXPECT_EQ(Journal::open(directory_ / "missing"), nullptr); }

// A stack that kills the process: its program is what the journal is for.
TEST_F(TheJournal, IsWrittenBeforeEachCallOfARunner) {
  die_while([this](Journal& journal) {
    class DiesAtTheThirdCall : public properties::Watcher {
     public:
      explicit DiesAtTheThirdCall(Journal& kept) : kept_(kept) {}
      void program_begins(const model::Program& program) override { kept_.program_begins(program); }
      void call_begins(std::size_t step) override {
        kept_.call_begins(step);
        if (step == 2) kill(getpid(), SIGKILL);
      }

     private:
      Journal& kept_;
    } watcher(journal);
    Hunt hunt("linux-tcp4", &watcher);
    hunt.failure_of(program_);
  });
  const auto next = Journal::open(directory_.path());
  ASSERT_TRUE(next->unfinished());
  EXPECT_EQ(next->unfinished()->step, 2u);
  EXPECT_EQ(next->unfinished()->program, program_);
}

}  // namespace
}  // namespace socketcheck::tests
