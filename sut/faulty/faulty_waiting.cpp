#include "sut/faulty/faulty_waiting.hpp"

#include "sut/faulty/waiting.hpp"
#include "sut/kernel/with.hpp"

namespace socketcheck::sut {
const std::vector<StackEntry>& faulty_waiting() {
  static const std::vector<StackEntry> stacks = {
      {"faulty-recv-sleeps-through-data", "data wakes no recv that waits (S108, B8)", "linux", false, with<faulty::RecvSleepsThroughData>},
      {"faulty-recv-sleeps-through-fin", "the FIN wakes no recv that waits (S99, B8)", "linux", false, with<faulty::RecvSleepsThroughFin>},
      {"faulty-recv-sleeps-through-reset", "the RST wakes no recv that waits (S99, B8)", "linux", false,
       with<faulty::RecvSleepsThroughReset>},
      {"faulty-recv-sleeps-through-shutdown", "SHUT_RD wakes no recv that waits on the same socket (S98, B8)", "linux", false,
       with<faulty::RecvSleepsThroughItsShutdown>},
      {"faulty-woken-reader-leaves-the-byte", "a recv that was woken returns bytes and leaves them for the next one (S1, B8)", "linux", false,
       with<faulty::WokenReaderLeavesTheByte>},
      {"faulty-recv-ends-with-the-other-direction", "SHUT_WR makes a recv that waits on the same socket return 0 (S98, B5)", "linux", false,
       with<faulty::RecvEndsWithTheOtherDirection>},
      {"faulty-recv-sleeps-for-ever", "a recv that waits returns never, not even for a signal (B10)", "linux", false,
       with<faulty::RecvSleepsForEver>},
      {"faulty-accept-sleeps-through-connections", "a connection wakes no accept that waits (B8)", "linux", false,
       with<faulty::AcceptSleepsThroughConnections>},
      {"faulty-accept-sleeps-through-shutdown", "SHUT_RD of a listener wakes no accept that waits (B8)", "linux", false,
       with<faulty::AcceptSleepsThroughItsShutdown>},
      {"faulty-poll-sleeps-through-connections", "a connection wakes no poll that waits (S108, B8)", "linux", false,
       with<faulty::PollSleepsThroughConnections>},
  };
  return stacks;
}

}  // namespace socketcheck::sut
