#include "sut/faulty/faulty_stacks.hpp"

#include "sut/faulty/connecting.hpp"
#include "sut/faulty/data.hpp"
#include "sut/faulty/end_of_stream.hpp"
#include "sut/faulty/errors.hpp"
#include "sut/faulty/half_close.hpp"
#include "sut/faulty/listeners.hpp"
#include "sut/faulty/options.hpp"
#include "sut/faulty/readiness.hpp"
#include "sut/faulty/reset.hpp"
#include "sut/faulty/sharing.hpp"
#include "sut/faulty/urgent.hpp"
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
      {"faulty-backlog-off-by-one", "listen() lets one connection less wait than it should (S76, B9)", "linux", false,
       with<faulty::BacklogOffByOne>},
      {"faulty-accept-loses-the-first", "the first connection is closed instead of accepted (S70, B9)", "linux", false,
       with<faulty::AcceptLosesTheFirst>},
      {"faulty-accept-takes-the-second", "of two connections that wait the second is accepted (S70, B9)", "linux", false,
       with<faulty::AcceptTakesTheSecond>},
      {"faulty-closed-listener-sends-fins", "who waits in a listener's queue gets a FIN when it is closed (S37, B9)", "linux", false,
       with<faulty::ClosedListenerSendsFins>},
      {"faulty-closed-listener-is-silent", "who waits in a listener's queue hears nothing when it is closed (S37, B9)", "linux", false,
       with<faulty::ClosedListenerIsSilent>},
      {"faulty-listen-again-drops-the-queue", "a second listen() closes the connections that wait (S79, B9)", "linux", false,
       with<faulty::ListenAgainDropsTheQueue>},
      {"faulty-accept-drops-the-closed", "a connection whose peer has closed is never handed out (S74, B9)", "linux", false,
       with<faulty::AcceptDropsTheClosed>},
      {"faulty-accepted-forgets-nodelay", "TCP_NODELAY of the listener is not handed on (S73)", "linux", false,
       with<faulty::AcceptedForgetsNoDelay>},
      {"faulty-close-ends-every-copy", "closing one descriptor of several ends the connection (S89)", "linux", false,
       with<faulty::CloseEndsEveryCopy>},
      {"faulty-refused-once-and-for-all", "a socket that was refused can't connect any more (S58, B11)", "linux", false,
       with<faulty::RefusedOnceAndForAll>},
      {"faulty-refused-told-twice", "two connects report the same refusal (S59, B7)", "linux", false,
       with<faulty::RefusedToldTwice>},
      {"faulty-so-error-repeats-refused", "SO_ERROR reports a refused connection twice (S59, B7)", "linux", false,
       with<faulty::SoErrorRepeatsRefused>},
      {"faulty-failed-bind-binds-elsewhere", "a bind() that fails has bound the socket to another port (S124, B11)", "linux", false,
       with<faulty::FailedBindBindsElsewhere>},
      {"faulty-af-unspec-does-nothing", "connect() with AF_UNSPEC succeeds and leaves all as it was (S66)", "linux", false,
       with<faulty::AfUnspecDoesNothing>},
      {"faulty-bind-to-a-taken-place-succeeds", "bind() says that it has bound where somebody else is (S84)", "linux", false,
       with<faulty::BindToATakenPlaceSucceeds>},
      {"faulty-reuseaddr-is-ignored", "bind() refuses to share a place in spite of SO_REUSEADDR (S86)", "linux", false,
       with<faulty::ReuseAddressIsIgnored>},
      {"faulty-reuseaddr-is-reuseport", "SO_REUSEADDR lets a second socket bind where one listens (S86)", "linux", false,
       with<faulty::ReuseAddressIsReusePort>},
      {"faulty-one-reuseport-is-enough", "bind() says that it has bound where only one of two has SO_REUSEPORT (S87)", "linux", false,
       with<faulty::OneReusePortIsEnough>},
      {"faulty-accept-at-limit-loses-the-connection", "accept() with EMFILE has thrown the connection away (S80, B9)", "linux", false,
       with<faulty::AcceptAtLimitLosesTheConnection>},
      {"faulty-every-address-lacks-loopback", "who listens at 0.0.0.0 is not reached through loopback (S88, B9)", "linux", false,
       with<faulty::EveryAddressLacksLoopback>},

      // Seen in the answer of the call itself.
      {"faulty-every-address-is-called-loopback", "getsockname() of a socket bound to 0.0.0.0 tells 127.0.0.1 (S69)", "linux", false,
       with<faulty::EveryAddressIsCalledLoopback>},
      {"faulty-no-connection-to-the-unspecified", "connect() to 0.0.0.0 is EADDRNOTAVAIL (S64)", "linux", false,
       with<faulty::NoConnectionToTheUnspecified>},
      {"faulty-peer-is-called-unspecified", "getpeername() tells 0.0.0.0 after a connect() to it (S64, S69)", "linux", false,
       with<faulty::PeerIsCalledUnspecified>},
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
      {"faulty-accept-reports-the-aborted", "a connection that was reset is ECONNABORTED instead of handed out (S75)", "linux", false,
       with<faulty::AcceptReportsTheAborted>},
      {"faulty-shutdown-of-a-listener-fails", "SHUT_RD of a listener is ENOTCONN (S81)", "linux", false,
       with<faulty::ShutdownOfAListenerFails>},
      {"faulty-listener-never-readable", "POLLIN is missing while connections wait (S102, B8)", "linux", false,
       with<faulty::ListenerNeverReadable>},
      {"faulty-fionread-of-a-listener", "FIONREAD of a listener is 0 instead of EINVAL (S19, B12)", "linux", false,
       with<faulty::UnreadBytesOfAListenerAreNone>},
      {"faulty-connect-told-twice", "connect() tells of a handshake twice (S56, B7)", "linux", false,
       with<faulty::ConnectToldTwice>},
      {"faulty-so-error-hides-refused", "SO_ERROR never tells of a refused connection (S59, B7)", "linux", false,
       with<faulty::SoErrorHidesRefused>},
      {"faulty-no-connection-to-itself", "a socket that connects to its own name is refused at once (S65)", "linux", false,
       with<faulty::NoConnectionToItself>},
      {"faulty-connect-of-a-listener", "connect() of a listener is EOPNOTSUPP (S57)", "linux", false,
       with<faulty::ConnectOfAListenerIsNotSupported>},
      {"faulty-connecting-is-writable", "POLLOUT is shown before the handshake is done (S60, B8)", "linux", false,
       with<faulty::ConnectingIsWritable>},
      {"faulty-peer-has-own-name", "getpeername() tells the socket's own name (S69)", "linux", false,
       with<faulty::PeerIsCalledByOwnName>},
      {"faulty-chosen-name-without-address", "getsockname() tells a port and no address after connect() (S69)", "linux", false,
       with<faulty::ChosenNameWithoutAddress>},
      {"faulty-bind-twice-succeeds", "a second bind() says that it has succeeded (S84)", "linux", false,
       with<faulty::BindTwiceSucceeds>},
      {"faulty-listen-of-the-connected-succeeds", "listen() on a connected socket says that it has succeeded (S85)", "linux", false,
       with<faulty::ListenOfTheConnectedSucceeds>},
      {"faulty-shutdown-of-the-unconnected-succeeds", "shutdown() of a socket that is not connected is 0 (S49)", "linux", false,
       with<faulty::ShutdownOfTheUnconnectedSucceeds>},
      {"faulty-send-of-the-unconnected", "send() on a socket that is not connected is ENOTCONN (S49)", "linux", false,
       with<faulty::SendOfTheUnconnectedIsNotConnected>},

      // Urgent data, options and flags.
      {"faulty-urgent-byte-is-not-taken", "recv(MSG_OOB) returns the same urgent byte again and again (S18, B12)", "linux", false,
       with<faulty::UrgentByteIsNotTaken>},
      {"faulty-urgent-byte-is-hidden", "POLLPRI is missing while an urgent byte is there (S108, B8)", "linux", false,
       with<faulty::UrgentByteIsHidden>},
      {"faulty-urgent-byte-in-the-stream", "recv returns the urgent byte although SO_OOBINLINE is off (S18)", "linux", false,
       with<faulty::UrgentByteIsInTheStream>},
      {"faulty-recv-crosses-the-mark", "recv goes on behind the urgent mark (S18, B12)", "linux", false,
       with<faulty::RecvCrossesTheMark>},
      {"faulty-mark-is-never-reached", "sockatmark() never says 1 (S18)", "linux", false,
       with<faulty::MarkIsNeverReached>},
      {"faulty-fionread-behind-the-mark", "FIONREAD counts the urgent byte at the mark (S19, B12)", "linux", false,
       with<faulty::UnreadBytesBehindTheMark>},
      {"faulty-low-water-is-ignored", "POLLIN shows fewer bytes than SO_RCVLOWAT asks for (S108, B8)", "linux", false,
       with<faulty::LowWaterIsIgnored>},
      {"faulty-buffer-is-not-doubled", "SO_RCVBUF reads back as half its size", "linux", false,
       with<faulty::BufferIsNotDoubled>},
      {"faulty-wait-all-keeps-back", "MSG_WAITALL says EAGAIN though some bytes are there (S16)", "linux", false,
       with<faulty::WaitAllKeepsBack>},
      {"faulty-buffers-from-the-last", "sendmsg() sends its buffers in the wrong order (S1)", "linux", false,
       with<faulty::BuffersFromTheLast>},
      {"faulty-outq-is-inq", "SIOCOUTQ counts unread bytes", "linux", false,
       with<faulty::OutputQueueIsInputQueue>},
      {"faulty-accepted-forgets-keepalive", "SO_KEEPALIVE of the listener is not handed on (S73)", "linux", false,
       with<faulty::AcceptedForgetsKeepAlive>},
  };
  return stacks;
}

}  // namespace socketcheck::sut
