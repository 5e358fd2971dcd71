#include "sut/faulty/faulty_stacks.hpp"

#include "sut/faulty/data.hpp"
#include "sut/faulty/end_of_stream.hpp"
#include "sut/faulty/errors.hpp"
#include "sut/faulty/half_close.hpp"
#include "sut/faulty/options.hpp"
#include "sut/faulty/readiness.hpp"
#include "sut/faulty/reset.hpp"
#include "sut/kernel/socket_stack.hpp"

namespace socketcheck::sut {
namespace {

template <class Fault>
std::unique_ptr<Stack> with() {
  return std::make_unique<SocketStack>(std::make_unique<Fault>(), Family::ipv4);
}

}  // namespace

// The statements (S…) and bug shapes (B…) that a description names are those of the project's list of socket semantics.
const std::vector<StackEntry>& faulty_stacks() {
  static const std::vector<StackEntry> stacks = {
      // Seen only by a later call or at the other end.
      {"faulty-fin-overtakes-data", "shutdown(SHUT_WR) loses what the peer has not read yet (S2, B1)", "linux", false,
       with<faulty::FinOvertakesData>},
      {"faulty-no-fin-after-shut-rd", "an orderly close after SHUT_RD sends no FIN (S9, B10)", "linux", false,
       with<faulty::CloseAfterShutRdSendsNoFin>},
      {"faulty-reset-discards-queue", "a RST throws away what the peer has received and not read (S42, B2)", "linux",
       false, with<faulty::ResetDiscardsQueue>},
      {"faulty-fin-for-unread-data", "a close with unread data sends a FIN instead of a RST (S21, B4)", "linux", false,
       with<faulty::FinForUnreadData>},
      {"faulty-reset-after-clean-read", "a close sends a RST although everything was read (S23, B3)", "linux", false,
       with<faulty::ResetAfterCleanRead>},
      {"faulty-abort-after-fin-is-silent", "after SHUT_WR a close with SO_LINGER 0 sends no RST (S34, B4)", "linux",
       false, with<faulty::AbortAfterFinIsSilent>},
      {"faulty-half-close-drops-answers",
       "what is sent after the peer's SHUT_WR is accepted and never arrives (S7, B5)", "linux", false,
       with<faulty::HalfCloseDropsAnswers>},
      {"faulty-failed-shutdown-discards-queue", "a shutdown that fails throws away unread data (S124, B11)", "linux",
       false, with<faulty::FailedShutdownDiscardsQueue>},
      {"faulty-short-read-skips-a-byte", "a recv that leaves two bytes or more loses the next one (S1)", "linux", false,
       with<faulty::ShortReadSkipsAByte>},
      {"faulty-later-segment-swapped", "a send behind unread data has its first two bytes swapped (S1)", "linux", false,
       with<faulty::LaterSegmentSwapped>},
      {"faulty-peek-consumes", "MSG_PEEK takes the bytes that it shows (S14, B12)", "linux", false,
       with<faulty::PeekConsumes>},
      {"faulty-empty-send-sends-a-byte", "a send of 0 bytes sends one (S13, B12)", "linux", false,
       with<faulty::EmptySendSendsAByte>},
      {"faulty-linger-is-shared", "SO_LINGER set at one end works at the other end too (S33)", "linux", false,
       with<faulty::LingerIsShared>},

      // Seen in the answer of the call itself.
      {"faulty-eof-only-once", "after the first 0 recv says EAGAIN: the end of the stream does not stay (S5)", "linux",
       false, with<faulty::EofOnlyOnce>},
      {"faulty-reset-reported-twice", "two recvs report the same reset (S43, B7)", "linux", false,
       with<faulty::ResetReportedTwice>},
      {"faulty-writes-succeed-for-ever", "sends to a peer that is gone succeed instead of EPIPE (S31, B6)", "linux",
       false, with<faulty::WritesSucceedForEver>},
      {"faulty-sigpipe-on-reset", "a send that reports ECONNRESET raises SIGPIPE (S44, B7)", "linux", false,
       with<faulty::SigpipeOnReset>},
      {"faulty-rdhup-hidden-by-data", "POLLRDHUP is missing while data waits in front of the FIN (S103, B8)", "linux",
       false, with<faulty::RdhupHiddenByData>},
      {"faulty-pollout-without-room",
       "POLLOUT is shown, but send says EAGAIN while the peer has unread data (S107, B8)", "linux", false,
       with<faulty::PolloutWithoutRoom>},
      {"faulty-fionread-counts-fin", "FIONREAD counts the peer's FIN as a byte (S19, B12)", "linux", false,
       with<faulty::FionreadCountsFin>},
  };
  return stacks;
}

}  // namespace socketcheck::sut
