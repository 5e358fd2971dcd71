// recv(2), in the order of RFC 9293 3.10.3: data, the end of the stream, a reset, nothing.
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

const Allowed end = bytes(0, 0);
const Allowed would_block = fails(Error::again);
const Allowed reset = fails(Error::connection_reset);

TEST(Recv, TakesWhatIsThere) {
  Scenario s;
  s.call(Send{a, 3});
  s.call(Recv{b, 2}).answers(bytes(1, 2)).by("linux.recv.data");
  s.call(Recv{b, 9}).answers(bytes(1, 1)).by("linux.recv.data");
  s.call(Recv{b, 9}).answers(would_block);
}

TEST(Recv, OfNothingTakesNothing) {
  Scenario s;
  s.call(Send{a, 3});
  s.call(Recv{b, 0}).answers(end).by("linux.recv.data");
  s.call(UnreadBytes{b}).answers(bytes(3, 3));
}

TEST(Recv, WithPeekLeavesTheBytes) {
  Scenario s;
  s.call(Send{a, 2});
  s.call(Recv{.slot = b, .size = 9, .peek = true}).answers(bytes(1, 2)).by("linux.recv.data");
  s.call(Recv{b, 9}).answers(bytes(1, 2));
}

TEST(Recv, WithTruncateTakesTheBytes) {
  Scenario s;
  s.call(Send{a, 2});
  s.call(Recv{.slot = b, .size = 9, .truncate = true}).answers(bytes(1, 2)).by("linux.recv.data");
  s.call(Recv{b, 9}).answers(would_block);
}

TEST(Recv, MayEndBeforeDataWhereReadingWasShut) {
  Scenario s{"standard"};
  s.call(Send{a, 1});
  s.call(Shutdown{b, Half::read});
  s.call(Recv{b, 9}).answers({bytes(1, 1), end}).by("recv.data-after-shutdown");
}

TEST(RecvOnLinux, TakesDataAfterReadingWasShut) {
  Scenario s;
  s.call(Send{a, 1});
  s.call(Shutdown{b, Half::read});
  s.call(Send{a, 1}).answers(bytes(1, 1)).brings("linux.arrival.data.read-shut");
  s.call(Recv{b, 9}).answers(bytes(1, 2)).by("linux.recv.data-after-shutdown");
  s.call(Recv{b, 9}).answers(end).by("linux.recv.shut");
}

TEST(Recv, EndsBehindAllDataAndStaysSo) {
  Scenario s;
  s.call(Send{a, 1});
  s.call(Shutdown{a, Half::write}).answers(ok()).brings("arrival.fin");
  s.call(Recv{b, 9}).answers(bytes(1, 1)).by("linux.recv.data");
  s.call(Recv{b, 9}).answers(end).by("linux.recv.end-of-stream");
  s.call(Recv{b, 9}).answers(end).by("linux.recv.end-of-stream");
}

TEST(Recv, ReportsAResetOnce) {
  Scenario s{"standard"};
  s.call(Abort{a});
  s.call(Recv{b, 1}).answers(reset).by("recv.reset");
  s.call(Recv{b, 1}).answers({reset, fails(Error::not_connected)}).by("recv.connection-gone");
}

TEST(Recv, OfNothingNeedNotNoticeAReset) {
  Scenario s{"standard"};
  s.call(Abort{a});
  s.call(Recv{b, 0}).answers({reset, end}).by("recv.reset");
}

TEST(RecvOnLinux, EndsOnceTheResetWasReported) {
  Scenario s;
  s.call(Abort{a});
  s.call(Recv{b, 0}).answers(reset).by("linux.recv.reset");
  s.call(Recv{b, 1}).answers(end).by("linux.recv.connection-gone");
}

TEST(RecvOnLinux, TakesWhatHadArrivedBeforeTheReset) {
  Scenario s;
  s.call(Send{a, 2});
  s.call(Abort{a}).answers(ok()).brings("linux.arrival.reset");
  s.call(Recv{b, 9}).answers(bytes(1, 2)).by("linux.recv.data");
  s.call(Recv{b, 9}).answers(reset).by("linux.recv.reset");
}

TEST(Recv, MayReportAResetWhereReadingWasShut) {
  Scenario s{"standard"};
  s.call(Shutdown{b, Half::read});
  s.call(Abort{a});
  s.call(Recv{b, 1}).answers({reset, end}).by("recv.reset-after-shutdown");
}

TEST(RecvOnLinux, ReportsAResetWhereReadingWasShut) {
  Scenario s;
  s.call(Shutdown{b, Half::read});
  s.call(Abort{a});
  s.call(Recv{b, 1}).answers(reset).by("linux.recv.reset-after-shutdown");
}

TEST(Recv, ReportsAResetBehindAFin) {
  Scenario s{"standard"};
  s.call(Shutdown{a, Half::write});
  s.call(Abort{a}).answers(ok()).brings("arrival.reset.behind-fin");
  s.call(Recv{b, 1}).answers(reset).by("recv.reset-after-fin");
}

TEST(RecvOnLinux, LeavesAResetBehindAFinToOthers) {
  Scenario s;
  s.call(Shutdown{a, Half::write});
  s.call(Abort{a}).answers(ok()).brings("linux.arrival.reset.behind-fin");
  s.call(Recv{b, 1}).answers(end).by("linux.recv.reset-after-fin");
  s.call(Recv{b, 1}).answers(end).by("linux.recv.reset-after-fin");
}

TEST(Recv, WouldBlockWhereNothingHasCome) {
  Scenario s{"standard"};
  s.call(Recv{a, 1}).answers(would_block).by("recv.nothing-yet");
  s.call(Recv{a, 0}).answers({would_block, end}).by("recv.nothing-yet");
}

TEST(RecvOnLinux, OfNothingWouldBlockAsWell) {
  Scenario s;
  s.call(Recv{a, 0}).answers(would_block).by("linux.recv.nothing-yet");
}

TEST(Recv, EndsWhereReadingWasShut) {
  Scenario s;
  s.call(Shutdown{b, Half::read});
  s.call(Recv{b, 1}).answers(end).by("linux.recv.shut");
}

TEST(RecvByTheStandards, AtTheEndAndOfAShutHalf) {
  Scenario ended{"standard"};
  ended.call(Shutdown{a, Half::write});
  ended.call(Recv{b, 9}).answers(end).by("recv.end-of-stream");

  Scenario shut{"standard"};
  shut.call(Shutdown{b, Half::read});
  shut.call(Recv{b, 9}).answers(end).by("recv.shut");
}

}  // namespace
}  // namespace socketcheck::tests
