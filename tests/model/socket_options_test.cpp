// Options whose value is a number, and the flags that hold bytes back, wait for all, or spread bytes over several buffers.
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

const Allowed invalid = fails(Error::invalid_argument);
const Allowed again = fails(Error::again);
constexpr std::int64_t any = 0x7fffffff;

SetOption set(Option option, std::uint32_t value, Slot slot = a) { return {slot, option, value}; }
GetOption get(Option option, Slot slot = a) { return {slot, option}; }

TEST(ASwitch, IsOffUntilItIsSet) {
  for (const Option option : {Option::keep_alive, Option::oob_inline, Option::reuse_address, Option::reuse_port}) {
    Scenario s;
    s.call(get(option)).answers(returns(0)).by("linux.get-option.open");
    s.call(set(option, 1)).answers(ok()).by("linux.set-option.open");
    s.call(get(option)).answers(returns(1));
    s.call(get(option, b)).answers(returns(0));
    s.call(set(option, 0));
    s.call(get(option)).answers(returns(0));
  }
}

TEST(ASwitch, ThatIsOnReadsAsAnyNumberButZero) {
  Scenario s{"standard"};
  s.call(set(Option::keep_alive, 1)).answers(ok()).by("set-option.open");
  s.call(get(Option::keep_alive)).answers(range(1, any, Reading::number)).by("get-option.open");
}

TEST(AnOption, OfASocketThatWasShutDownMayBeRefused) {
  Scenario s{"standard"};
  s.call(Shutdown{a, Half::read});
  s.call(set(Option::keep_alive, 1)).answers({ok(), invalid}).by("set-option.shut-down");
  s.call(get(Option::oob_inline)).answers({returns(0), invalid}).by("get-option.shut-down");

  Scenario linux_;
  linux_.call(Shutdown{a, Half::read});
  linux_.call(set(Option::keep_alive, 1)).answers(ok()).by("linux.set-option.shut-down");
  linux_.call(get(Option::keep_alive)).answers(returns(1)).by("linux.get-option.shut-down");
}

TEST(AnOption, ThatIsNotPosixsMayBeUnknown) {
  Scenario s{"standard"};
  s.call(set(Option::reuse_port, 1)).answers({ok(), fails(Error::no_protocol_option)});
}

TEST(AnOption, OfTheListenerIsTheAcceptedSockets) {
  Scenario s{"linux", StartListening{}};
  s.call(set(Option::keep_alive, 1));
  s.call(set(Option::receive_low_water, 7));
  s.call(Connect{b, Place::p});
  s.call(set(Option::keep_alive, 0));  // too late
  s.call(Accept{a, c});
  s.call(get(Option::keep_alive, c)).answers(returns(1));
  s.call(get(Option::receive_low_water, c)).answers(returns(7));
}

TEST(ABuffer, IsTwiceWhatWasAskedForAndNoLessThanTheSmallest) {
  Scenario s;
  s.call(get(Option::receive_buffer)).answers(range(1, any, Reading::number));
  s.call(set(Option::receive_buffer, 0));
  s.call(get(Option::receive_buffer)).answers(range(2304, 2304, Reading::number));
  s.call(set(Option::send_buffer, 5000));
  // The scenario's limits don't tell the largest.
  s.call(get(Option::send_buffer)).answers(range(4608, 10000, Reading::number));
}

// Three sends and 400 bytes are certain; then nothing is.
TEST(ABuffer, ThatWasSetMayBeFullAfterAFewSends) {
  Scenario s;
  s.call(set(Option::send_buffer, 0));
  for (int i = 0; i < 3; ++i) s.call(Send{.slot = a, .size = 1}).answers(bytes(1, 1)).by("send.accepted");
  s.call(Send{.slot = a, .size = 1}).answers(bytes(1, 1));
  s.call(Send{.slot = a, .size = 1}).answers({bytes(1, 1), again}).by("send.full");
}

TEST(ABuffer, OfTheReceiverCountsAsWell) {
  Scenario s;
  s.call(set(Option::receive_buffer, 0, b));
  s.call(Send{.slot = a, .size = 401}).answers(bytes(1, 401)).by("send.accepted");
  s.call(Send{.slot = a, .size = 1}).answers({bytes(1, 1), again}).by("send.full");
}

TEST(TheLowWaterMark, HidesLessFromPoll) {
  Scenario s;
  s.call(set(Option::receive_low_water, 3, b));
  s.call(Send{.slot = a, .size = 2});
  s.call(Poll{b}).answers(events(event::writable));
  s.call(Recv{.slot = b, .size = 1}).answers(bytes(1, 1));  // recv does not mind
  s.call(Send{.slot = a, .size = 2});
  s.call(Poll{b}).answers(events(event::readable | event::writable));
}

TEST(TheLowWaterMark, HidesNeitherEndNorReset) {
  Scenario s;
  s.call(set(Option::receive_low_water, 3, b));
  s.call(Shutdown{a, Half::write});
  s.call(Poll{b}).answers(events(event::readable | event::writable | event::rd_hup));
}

TEST(More, HoldsBytesBackUntilTheyArePushed) {
  Scenario s;
  s.call(Send{.slot = a, .size = 2, .more = true}).answers(bytes(1, 2));
  s.call(Recv{.slot = b, .size = 9}).answers({bytes(1, 2), again}).and_says({.error = Error::again});
  s.call(Send{.slot = a, .size = 1});
  s.call(Recv{.slot = b, .size = 9}).answers(bytes(1, 3));
}

TEST(More, IsPushedByAFinAndLostToARst) {
  Scenario s;
  s.call(Send{.slot = a, .size = 2, .more = true});
  s.call(Shutdown{a, Half::write});
  s.call(Recv{.slot = b, .size = 9}).answers(bytes(1, 2));

  Scenario lost;
  lost.call(Send{.slot = a, .size = 2, .more = true});
  lost.call(Abort{a});
  lost.call(Recv{.slot = b, .size = 9}).answers({bytes(1, 2), fails(Error::connection_reset)});
}

TEST(WaitAll, ReturnsWhatIsThereOrNothing) {
  Scenario s{"standard"};
  s.call(Send{.slot = a, .size = 2});
  s.call(Recv{.slot = b, .size = 3, .wait_all = true}).answers({bytes(1, 2), again}).by("recv.data");
}

TEST(WaitAll, ChangesNothingOnLinux) {
  Scenario s;
  s.call(Send{.slot = a, .size = 2});
  s.call(Recv{.slot = b, .size = 3, .wait_all = true}).answers(bytes(1, 2)).by("linux.recv.data");
}

}  // namespace
}  // namespace socketcheck::tests
