// Calls that wait, over the model alone: what lets each of them return, and with what.
#include <gtest/gtest.h>

#include "model/blocked/settle_calls.hpp"
#include "model/rules/flavours.hpp"
#include "model/text/show.hpp"
#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

Answer value(std::int64_t number) { return {.value = number}; }
Answer error(Error error, int sigpipes = 0) { return {.value = -1, .error = error, .sigpipes = static_cast<std::uint8_t>(sigpipes)}; }

constexpr std::uint32_t much = 1u << 20;

// Calls are made one after the other; calls that wait are numbered as they begin.
class Threads {
 public:
  explicit Threads(const Start& start = StartPair{}, std::string_view flavour_name = "linux")
      : book_(*flavour(flavour_name)), worlds_{world_of(start, Limits{.window = 1000})} {}

  Threads& call(const Operation& operation) {
    EXPECT_TRUE(is_made(worlds_.front(), operation)) << show(operation);
    const auto answers = allowed_answers(book_, worlds_, operation);
    const Allowed& first = answers.front().allowed;
    Worlds moved;
    explain(book_, worlds_, operation, first.kind == Allowed::Kind::error ? error(first.error, first.sigpipes) : value(first.most), moved);
    worlds_ = moved;
    return *this;
  }
  Threads& begins(const Begin& begin) {
    EXPECT_TRUE(is_made(worlds_.front(), begin)) << show(Operation(begin));
    Worlds begun;
    for (const World& world : worlds_)
      for (const World& one : begin_call(book_, world, begin)) begun.push_back(one);
    worlds_ = begun;
    return *this;
  }
  // Exactly these have returned since the last time that this was asked, and each other may go on waiting.
  bool may_return(const std::vector<Returned>& returned) {
    const Settled settled = settle_with_calls(book_, worlds_, returned, [](const World&, const Returned&) { return true; });
    if (!settled.worlds.empty()) worlds_ = settled.worlds;
    return !settled.worlds.empty();
  }
  bool may_all_wait() { return may_return({}); }
  bool may_be_interrupted(int number, const Answer& seen) {
    Worlds after;
    for (const World& world : worlds_) explain_interruption(book_, world, number, seen, after);
    if (!after.empty()) worlds_ = after;
    return !after.empty();
  }
  State state_of_end(std::size_t end) {
    EXPECT_TRUE(may_all_wait());
    return worlds_.front().connections[0].ends[end].state;
  }
  bool is_made_now(const Operation& operation) const { return is_made(worlds_.front(), operation); }

 private:
  const Book& book_;
  Worlds worlds_;
};

TEST(ABlockedRecv, WaitsForData) {
  Threads t;
  t.begins(begin(Recv{a, 5}));
  EXPECT_FALSE(t.may_return({{0, value(0)}})) << "the end of the stream has not come";
  EXPECT_FALSE(t.may_return({{0, error(Error::again)}})) << "it is not to return with nothing";
  EXPECT_TRUE(t.may_all_wait());
  t.call(Send{b, 3});
  EXPECT_FALSE(t.may_all_wait()) << "there is data";
  EXPECT_FALSE(t.may_return({{0, value(4)}})) << "so much was never sent";
  EXPECT_TRUE(t.may_return({{0, value(3)}}));
}

TEST(ABlockedRecv, IsWokenByTheFin) {
  Threads t;
  t.begins(begin(Recv{a, 5})).call(Shutdown{b, Half::write});
  EXPECT_FALSE(t.may_all_wait());
  EXPECT_TRUE(t.may_return({{0, value(0)}}));
}

TEST(ABlockedRecv, IsWokenByAReset) {
  Threads t;
  t.begins(begin(Recv{a, 5})).call(Abort{b});
  EXPECT_FALSE(t.may_all_wait());
  EXPECT_FALSE(t.may_return({{0, value(0)}})) << "a reset is no end of the stream";
  EXPECT_TRUE(t.may_return({{0, error(Error::connection_reset)}}));
}

TEST(ABlockedRecv, IsWokenByItsOwnShutdown) {
  Threads t;
  t.begins(begin(Recv{a, 5})).call(Shutdown{a, Half::read});
  EXPECT_FALSE(t.may_all_wait());
  EXPECT_TRUE(t.may_return({{0, value(0)}}));
}

TEST(ABlockedRecv, IsNotWokenByTheOtherHalf) {
  Threads t;
  t.begins(begin(Recv{a, 5})).call(Shutdown{a, Half::write});
  EXPECT_TRUE(t.may_all_wait());
}

TEST(ABlockedRecv, IsInterruptedByASignal) {
  Threads t;
  t.begins(begin(Recv{a, 5}));
  EXPECT_FALSE(t.may_be_interrupted(0, value(0)));
  EXPECT_TRUE(t.may_be_interrupted(0, error(Error::interrupted)));
}

TEST(ABlockedRecv, KeepsTheConnectionOverItsClose) {
  Threads t;
  t.begins(begin(Recv{a, 5})).call(Close{a});
  EXPECT_TRUE(t.may_all_wait());
  EXPECT_EQ(t.state_of_end(0), State::established) << "no FIN while the call is out";
  t.call(Send{b, 5});
  EXPECT_TRUE(t.may_return({{0, value(5)}}));
  EXPECT_EQ(t.state_of_end(0), State::fin_wait_1);
}

TEST(ABlockedRecv, OfAClosedDescriptorLeavesUnreadDataToAReset) {
  Threads t;
  t.begins(begin(Recv{a, 2})).call(Close{a}).call(Send{b, 3});
  EXPECT_TRUE(t.may_return({{0, value(2)}}));
  EXPECT_EQ(t.state_of_end(1), State::closed) << "a byte was left unread";
}

TEST(TwoBlockedRecvs, ShareWhatComes) {
  Threads t;
  t.begins(begin(Recv{a, 2})).begins(begin(Recv{a, 2})).call(Send{b, 3});
  EXPECT_FALSE(t.may_return({{0, value(2)}})) << "a byte is left for the other one";
  EXPECT_FALSE(t.may_return({{0, value(2)}, {1, value(2)}})) << "a byte was given to both";
  EXPECT_TRUE(t.may_return({{0, value(1)}, {1, value(2)}}));
}

TEST(TwoBlockedRecvs, OneOfThemWaitsOn) {
  Threads t;
  t.begins(begin(Recv{a, 2})).begins(begin(Recv{a, 2})).call(Send{b, 1});
  EXPECT_FALSE(t.may_return({{0, value(1)}, {1, value(0)}}));
  EXPECT_TRUE(t.may_return({{1, value(1)}}));
  EXPECT_TRUE(t.may_all_wait());
  t.call(Close{b});
  EXPECT_TRUE(t.may_return({{0, value(0)}}));
}

TEST(TwoBlockedRecvs, OneIsToldOfTheReset) {
  Threads t;
  t.begins(begin(Recv{a, 2})).begins(begin(Recv{a, 2})).call(Abort{b});
  EXPECT_FALSE(t.may_return({{0, error(Error::connection_reset)}, {1, error(Error::connection_reset)}}));
  EXPECT_TRUE(t.may_return({{0, value(0)}, {1, error(Error::connection_reset)}}));
}

TEST(ABlockedSend, WaitsForRoom) {
  Threads t;
  t.begins(begin(Send{.slot = a, .size = much}));
  EXPECT_TRUE(t.may_all_wait());
  EXPECT_FALSE(t.may_return({{0, error(Error::again)}}));
  EXPECT_FALSE(t.may_return({{0, value(5)}})) << "only an end of its waiting makes it short";
  EXPECT_TRUE(t.may_return({{0, value(much)}})) << "a stack may have more room";
}

TEST(ABlockedSend, ReturnsWhenAllWasRead) {
  Threads t;
  t.begins(begin(Send{.slot = a, .size = 2000}));
  EXPECT_TRUE(t.may_all_wait());
  for (int i = 0; i < 3; ++i) t.call(Recv{b, 1000});
  EXPECT_FALSE(t.may_all_wait());
  EXPECT_TRUE(t.may_return({{0, value(2000)}}));
}

TEST(ABlockedSend, ThatFitsDoesNotWait) {
  Threads t;
  t.begins(begin(Send{.slot = a, .size = 5}));
  EXPECT_FALSE(t.may_all_wait());
  EXPECT_TRUE(t.may_return({{0, value(5)}}));
}

TEST(ABlockedSend, IsShortWhereItsOwnShutdownEndsIt) {
  Threads t;
  t.begins(begin(Send{.slot = a, .size = much})).call(Shutdown{a, Half::write});
  EXPECT_FALSE(t.may_all_wait());
  EXPECT_TRUE(t.may_return({{0, value(7)}}));
}

TEST(ABlockedSend, IsABrokenPipeWhereNothingWasTaken) {
  Threads t;
  t.begins(begin(Send{.slot = a, .size = much})).call(Shutdown{a, Half::write});
  EXPECT_FALSE(t.may_return({{0, error(Error::broken_pipe)}})) << "SIGPIPE";
  EXPECT_TRUE(t.may_return({{0, error(Error::broken_pipe, 1)}}));
}

TEST(ABlockedSend, LeavesTheResetToTheNextCall) {
  Threads t;
  t.begins(begin(Send{.slot = a, .size = much})).call(Abort{b});
  EXPECT_FALSE(t.may_all_wait());
  EXPECT_TRUE(t.may_return({{0, value(7)}}));
  t.begins(begin(Recv{a, 1}));
  EXPECT_TRUE(t.may_return({{0, error(Error::connection_reset)}}));
}

TEST(ABlockedSend, IsInterruptedWithWhatItHasHandedOver) {
  Threads t;
  t.begins(begin(Send{.slot = a, .size = much}));
  EXPECT_TRUE(t.may_all_wait());
  EXPECT_FALSE(t.may_be_interrupted(0, value(much + 1)));
  EXPECT_TRUE(t.may_be_interrupted(0, value(7)));
}

TEST(ABlockedAccept, ReturnsEachConnectionOnce) {
  Threads t{StartListening{}};
  t.begins(begin(Accept{a, c})).begins(begin(Accept{a, d}));
  EXPECT_TRUE(t.may_all_wait());
  EXPECT_FALSE(t.is_made_now(NewSocket{c})) << "the slot is reserved";
  t.call(Connect{b, Place::p});
  EXPECT_FALSE(t.may_all_wait());
  EXPECT_FALSE(t.may_return({{0, value(1)}, {1, value(1)}}));
  EXPECT_TRUE(t.may_return({{1, value(1)}}));
  EXPECT_TRUE(t.is_made_now(Recv{d, 1}));
}

TEST(ABlockedAccept, IsWokenWhenItsSocketListensNoMore) {
  Threads t{StartListening{}};
  t.begins(begin(Accept{a, c})).call(Shutdown{a, Half::read});
  EXPECT_FALSE(t.may_all_wait());
  EXPECT_TRUE(t.may_return({{0, error(Error::invalid_argument)}}));
}

TEST(ABlockedAccept, KeepsItsListenerOverItsClose) {
  Threads t{StartListening{}};
  t.begins(begin(Accept{a, c})).call(Close{a});
  EXPECT_TRUE(t.may_all_wait());
  t.call(Connect{b, Place::p});
  EXPECT_TRUE(t.may_return({{0, value(1)}}));
}

TEST(ABlockedPoll, ReturnsTheEventsThatWereAskedFor) {
  Threads t;
  t.begins(begin(PollFor{a, event::in | event::pri}));
  EXPECT_TRUE(t.may_all_wait());
  t.call(Send{b, 1});
  EXPECT_FALSE(t.may_all_wait());
  EXPECT_FALSE(t.may_return({{0, value(0)}})) << "no event at all";
  EXPECT_FALSE(t.may_return({{0, value(event::in | event::out)}})) << "POLLOUT was not asked for";
  EXPECT_TRUE(t.may_return({{0, value(event::in)}}));
}

TEST(ABlockedPoll, IsWokenByAResetWhateverItAsksFor) {
  Threads t;
  t.begins(begin(PollFor{a, event::pri})).call(Abort{b});
  EXPECT_FALSE(t.may_all_wait());
  EXPECT_TRUE(t.may_return({{0, value(event::err | event::hup)}}));
}

TEST(ABlockedPoll, IsNotWokenByWhatItDoesNotAskFor) {
  Threads t;
  t.begins(begin(PollFor{a, event::rd_hup})).call(Send{b, 1});
  EXPECT_TRUE(t.may_all_wait());
}

TEST(TwoBlockedPolls, AreBothWoken) {
  Threads t;
  t.begins(begin(PollFor{a, event::in})).begins(begin(PollFor{a, event::in})).call(Send{b, 1});
  EXPECT_FALSE(t.may_return({{0, value(event::in)}}));
  EXPECT_TRUE(t.may_return({{0, value(event::in)}, {1, value(event::in)}}));
}

// A reader may have taken the byte before the poll has looked.
TEST(ABlockedPoll, MayMissWhatAReaderTakes) {
  for (const bool polls_first : {true, false}) {
    Threads t;
    t.begins(begin(PollFor{a, event::in})).begins(begin(Recv{a, 1})).call(Send{b, 1});
    std::vector<Returned> returned{{1, value(1)}};
    if (polls_first) returned.push_back({0, value(event::in)});
    EXPECT_TRUE(t.may_return(returned));
  }
}

TEST(ABlockedConnect, ReturnsWhenItIsConnected) {
  Threads t{StartListening{}};
  t.begins(begin(Connect{b, Place::p}));
  EXPECT_FALSE(t.may_all_wait());
  EXPECT_FALSE(t.may_return({{0, error(Error::in_progress)}}));
  EXPECT_TRUE(t.may_return({{0, value(0)}}));
}

TEST(ABlockedConnect, ToNobodyIsRefused) {
  Threads t{StartListening{}};
  t.begins(begin(Connect{b, Place::q}));
  EXPECT_FALSE(t.may_return({{0, value(0)}}));
  EXPECT_TRUE(t.may_return({{0, error(Error::connection_refused)}}));
  t.begins(begin(Connect{b, Place::p}));
  EXPECT_TRUE(t.may_return({{0, value(0)}})) << "the socket may be used again";
}

class ABlockedConnectWithoutRoom : public testing::Test {
 protected:
  ABlockedConnectWithoutRoom() {
    t.call(Listen{a, 0}).call(Connect{b, Place::p}).call(NewSocket{c}).begins(begin(Connect{c, Place::p}));
    EXPECT_TRUE(t.may_all_wait()) << "there is no room in the queue";
  }
  Threads t{StartListening{}};
};

TEST_F(ABlockedConnectWithoutRoom, MayReturnAsSoonAsThereIsSome) {
  t.call(Accept{a, d});
  EXPECT_TRUE(t.may_all_wait()) << "the SYN is sent again later";
  EXPECT_TRUE(t.may_return({{0, value(0)}}));
}

TEST_F(ABlockedConnectWithoutRoom, IsGivenUpByShutdown) {
  t.call(Shutdown{c, Half::write});
  EXPECT_FALSE(t.may_all_wait());
  EXPECT_FALSE(t.may_return({{0, error(Error::broken_pipe)}}));
  EXPECT_TRUE(t.may_return({{0, error(Error::connection_reset)}}));
}

TEST_F(ABlockedConnectWithoutRoom, IsABrokenPipeAfterAfUnspec) {
  t.call(Disconnect{c});
  EXPECT_FALSE(t.may_all_wait());
  EXPECT_FALSE(t.may_return({{0, error(Error::connection_reset)}}));
  EXPECT_TRUE(t.may_return({{0, error(Error::broken_pipe)}}));
}

TEST_F(ABlockedConnectWithoutRoom, GoesOnWithoutTheCallAfterASignal) {
  EXPECT_TRUE(t.may_be_interrupted(0, error(Error::interrupted)));
  t.call(Accept{a, d});
  EXPECT_TRUE(t.may_all_wait());
}

TEST(ABlockedRecv, IsABrokenPipeAfterAfUnspec) {
  Threads t;
  t.begins(begin(Recv{a, 5})).call(Disconnect{a});
  EXPECT_FALSE(t.may_all_wait());
  EXPECT_FALSE(t.may_return({{0, error(Error::connection_reset)}})) << "the error stays for others";
  EXPECT_TRUE(t.may_return({{0, error(Error::broken_pipe)}}));
}

TEST(ABlockedSend, IsShortOrResetAfterAfUnspec) {
  for (const Answer& seen : {value(7), error(Error::connection_reset)}) {
    Threads t;
    t.begins(begin(Send{.slot = a, .size = much})).call(Disconnect{a});
    EXPECT_FALSE(t.may_all_wait());
    EXPECT_FALSE(t.may_return({{0, error(Error::broken_pipe, 1)}}));
    EXPECT_TRUE(t.may_return({{0, seen}}));
  }
}

TEST(ABlockedSelect, HasOneSetForDataEndAndError) {
  Threads t;
  t.begins(begin(PollFor{a, event::in, Waiting::select})).begins(begin(PollFor{a, event::pri, Waiting::select})).call(Abort{b});
  EXPECT_FALSE(t.may_return({{0, value(event::err | event::hup)}})) << "which have no sets of their own";
  EXPECT_TRUE(t.may_return({{0, value(event::in)}})) << "nothing is urgent";
}

TEST(ABlockedEpoll, TellsWhatPollDoes) {
  for (const Waiting by : {Waiting::epoll, Waiting::epoll_edge}) {
    Threads t;
    t.begins(begin(PollFor{a, event::in, by})).call(Send{b, 1});
    EXPECT_FALSE(t.may_all_wait());
    EXPECT_TRUE(t.may_return({{0, value(event::in)}}));
  }
}

TEST(CallsThatWait, LeaveOtherCallsOut) {
  Threads t;
  t.begins(begin(PollFor{a, event::in})).begins(begin(Send{.slot = a, .size = much}));
  EXPECT_FALSE(t.is_made_now(Close{a})) << "a poll looks up its descriptor again";
  EXPECT_FALSE(t.is_made_now(Send{a, 1})) << "the bytes of two senders would mix";
  EXPECT_TRUE(t.is_made_now(Send{b, 1}));
  EXPECT_TRUE(t.is_made_now(Interrupt{a, Waits::send}));
  EXPECT_FALSE(t.is_made_now(Interrupt{a, Waits::recv})) << "none is out";
}

TEST(CallsThatWait, AreWrittenAsTheyAreRead) {
  EXPECT_EQ(show(Operation(begin(Accept{a, c}))), "begin c = accept(a)");
  EXPECT_EQ(show(Operation(begin(Recv{.slot = b, .size = 5, .peek = true}))), "begin recv(b, 5, MSG_PEEK)");
  EXPECT_EQ(show(Operation(begin(PollFor{a, event::in | event::rd_hup}))), "begin poll(a, POLLIN|POLLRDHUP)");
  EXPECT_EQ(show(Operation(Interrupt{a, Waits::accept})), "interrupt accept(a)");
}

}  // namespace
}  // namespace socketcheck::tests
