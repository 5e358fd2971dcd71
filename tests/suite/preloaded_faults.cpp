// A library to preload: libc's socket calls with one of the planted faults, which $SOCKETCHECK_FAULT names. With
// $SOCKETCHECK_FAULT_OF=pair the fault begins once a connection was accepted, else at once.
#include <dlfcn.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "sut/faulty/connecting.hpp"
#include "sut/faulty/data.hpp"
#include "sut/faulty/datagrams/delivery.hpp"
#include "sut/faulty/datagrams/errors.hpp"
#include "sut/faulty/datagrams/names_and_halves.hpp"
#include "sut/faulty/datagrams/peers.hpp"
#include "sut/faulty/end_of_stream.hpp"
#include "sut/faulty/errors.hpp"
#include "sut/faulty/half_close.hpp"
#include "sut/faulty/listeners.hpp"
#include "sut/faulty/options.hpp"
#include "sut/faulty/readiness.hpp"
#include "sut/faulty/reset.hpp"
#include "sut/faulty/sharing.hpp"
#include "sut/faulty/urgent.hpp"

namespace {

using namespace socketcheck::sut;

struct Fault {
  std::string_view name;
  std::unique_ptr<Calls> (*make)();
};
template <class Faulty>
std::unique_ptr<Calls> make() {
  return std::make_unique<Faulty>();
}

constexpr Fault faults[] = {
    {"faulty-fin-overtakes-data", make<faulty::FinOvertakesData>},
    {"faulty-no-fin-after-shut-rd", make<faulty::CloseAfterShutRdSendsNoFin>},
    {"faulty-reset-discards-queue", make<faulty::ResetDiscardsQueue>},
    {"faulty-fin-for-unread-data", make<faulty::FinForUnreadData>},
    {"faulty-reset-after-clean-read", make<faulty::ResetAfterCleanRead>},
    {"faulty-abort-after-fin-is-silent", make<faulty::AbortAfterFinIsSilent>},
    {"faulty-half-close-drops-answers", make<faulty::HalfCloseDropsAnswers>},
    {"faulty-failed-shutdown-discards-queue", make<faulty::FailedShutdownDiscardsQueue>},
    {"faulty-short-read-skips-a-byte", make<faulty::ShortReadSkipsAByte>},
    {"faulty-later-segment-swapped", make<faulty::LaterSegmentSwapped>},
    {"faulty-peek-consumes", make<faulty::PeekConsumes>},
    {"faulty-empty-send-sends-a-byte", make<faulty::EmptySendSendsAByte>},
    {"faulty-linger-is-shared", make<faulty::LingerIsShared>},
    {"faulty-backlog-off-by-one", make<faulty::BacklogOffByOne>},
    {"faulty-accept-loses-the-first", make<faulty::AcceptLosesTheFirst>},
    {"faulty-accept-takes-the-second", make<faulty::AcceptTakesTheSecond>},
    {"faulty-closed-listener-sends-fins", make<faulty::ClosedListenerSendsFins>},
    {"faulty-closed-listener-is-silent", make<faulty::ClosedListenerIsSilent>},
    {"faulty-listen-again-drops-the-queue", make<faulty::ListenAgainDropsTheQueue>},
    {"faulty-accept-drops-the-closed", make<faulty::AcceptDropsTheClosed>},
    {"faulty-accepted-forgets-nodelay", make<faulty::AcceptedForgetsNoDelay>},
    {"faulty-close-ends-every-copy", make<faulty::CloseEndsEveryCopy>},
    {"faulty-refused-once-and-for-all", make<faulty::RefusedOnceAndForAll>},
    {"faulty-refused-told-twice", make<faulty::RefusedToldTwice>},
    {"faulty-so-error-repeats-refused", make<faulty::SoErrorRepeatsRefused>},
    {"faulty-failed-bind-binds-elsewhere", make<faulty::FailedBindBindsElsewhere>},
    {"faulty-af-unspec-does-nothing", make<faulty::AfUnspecDoesNothing>},
    {"faulty-bind-to-a-taken-place-succeeds", make<faulty::BindToATakenPlaceSucceeds>},
    {"faulty-eof-only-once", make<faulty::EofOnlyOnce>},
    {"faulty-reset-reported-twice", make<faulty::ResetReportedTwice>},
    {"faulty-writes-succeed-for-ever", make<faulty::WritesSucceedForEver>},
    {"faulty-sigpipe-on-reset", make<faulty::SigpipeOnReset>},
    {"faulty-rdhup-hidden-by-data", make<faulty::RdhupHiddenByData>},
    {"faulty-pollout-without-room", make<faulty::PolloutWithoutRoom>},
    {"faulty-fionread-counts-fin", make<faulty::FionreadCountsFin>},
    {"faulty-accept-reports-the-aborted", make<faulty::AcceptReportsTheAborted>},
    {"faulty-shutdown-of-a-listener-fails", make<faulty::ShutdownOfAListenerFails>},
    {"faulty-listener-never-readable", make<faulty::ListenerNeverReadable>},
    {"faulty-fionread-of-a-listener", make<faulty::UnreadBytesOfAListenerAreNone>},
    {"faulty-connect-told-twice", make<faulty::ConnectToldTwice>},
    {"faulty-so-error-hides-refused", make<faulty::SoErrorHidesRefused>},
    {"faulty-no-connection-to-itself", make<faulty::NoConnectionToItself>},
    {"faulty-connect-of-a-listener", make<faulty::ConnectOfAListenerIsNotSupported>},
    {"faulty-connecting-is-writable", make<faulty::ConnectingIsWritable>},
    {"faulty-peer-has-own-name", make<faulty::PeerIsCalledByOwnName>},
    {"faulty-chosen-name-without-address", make<faulty::ChosenNameWithoutAddress>},
    {"faulty-bind-twice-succeeds", make<faulty::BindTwiceSucceeds>},
    {"faulty-listen-of-the-connected-succeeds", make<faulty::ListenOfTheConnectedSucceeds>},
    {"faulty-shutdown-of-the-unconnected-succeeds", make<faulty::ShutdownOfTheUnconnectedSucceeds>},
    {"faulty-send-of-the-unconnected", make<faulty::SendOfTheUnconnectedIsNotConnected>},
    {"faulty-urgent-byte-is-not-taken", make<faulty::UrgentByteIsNotTaken>},
    {"faulty-urgent-byte-is-hidden", make<faulty::UrgentByteIsHidden>},
    {"faulty-urgent-byte-in-the-stream", make<faulty::UrgentByteIsInTheStream>},
    {"faulty-recv-crosses-the-mark", make<faulty::RecvCrossesTheMark>},
    {"faulty-mark-is-never-reached", make<faulty::MarkIsNeverReached>},
    {"faulty-fionread-behind-the-mark", make<faulty::UnreadBytesBehindTheMark>},
    {"faulty-low-water-is-ignored", make<faulty::LowWaterIsIgnored>},
    {"faulty-buffer-is-not-doubled", make<faulty::BufferIsNotDoubled>},
    {"faulty-wait-all-keeps-back", make<faulty::WaitAllKeepsBack>},
    {"faulty-buffers-from-the-last", make<faulty::BuffersFromTheLast>},
    {"faulty-outq-is-inq", make<faulty::OutputQueueIsInputQueue>},
    {"faulty-accepted-forgets-keepalive", make<faulty::AcceptedForgetsKeepAlive>},
    {"faulty-reuseaddr-is-ignored", make<faulty::ReuseAddressIsIgnored>},
    {"faulty-reuseaddr-is-reuseport", make<faulty::ReuseAddressIsReusePort>},
    {"faulty-one-reuseport-is-enough", make<faulty::OneReusePortIsEnough>},
    {"faulty-accept-at-limit-loses-the-connection", make<faulty::AcceptAtLimitLosesTheConnection>},
    {"faulty-every-address-lacks-loopback", make<faulty::EveryAddressLacksLoopback>},
    {"faulty-every-address-is-called-loopback", make<faulty::EveryAddressIsCalledLoopback>},
    {"faulty-no-connection-to-the-unspecified", make<faulty::NoConnectionToTheUnspecified>},
    {"faulty-peer-is-called-unspecified", make<faulty::PeerIsCalledUnspecified>},
    {"faulty-udp-unconnected-hears-of-errors", make<faulty::UnconnectedHearsOfErrors>},
    {"faulty-udp-error-is-never-told", make<faulty::ErrorIsNeverTold>},
    {"faulty-udp-error-is-told-twice", make<faulty::ErrorIsToldTwice>},
    {"faulty-udp-so-error-tells-twice", make<faulty::SoErrorTellsItTwice>},
    {"faulty-udp-send-hides-error", make<faulty::SendHidesError>},
    {"faulty-udp-error-behind-data", make<faulty::ErrorBehindData>},
    {"faulty-udp-error-goes-to-another", make<faulty::ErrorGoesToAnother>},
    {"faulty-udp-kept-errors-are-lost", make<faulty::KeptErrorsAreLost>},
    {"faulty-udp-error-hides-data", make<faulty::ErrorHidesData>},
    {"faulty-udp-datagrams-are-merged", make<faulty::DatagramsAreMerged>},
    {"faulty-udp-each-buffer-is-a-datagram", make<faulty::EachBufferIsADatagram>},
    {"faulty-udp-rest-is-kept", make<faulty::RestIsKept>},
    {"faulty-udp-trunc-tells-what-was-copied", make<faulty::TruncTellsWhatWasCopied>},
    {"faulty-udp-length-is-always-whole", make<faulty::LengthIsAlwaysWhole>},
    {"faulty-udp-empty-datagram-is-lost", make<faulty::EmptyDatagramIsLost>},
    {"faulty-udp-empty-datagram-is-the-end", make<faulty::EmptyDatagramIsTheEnd>},
    {"faulty-udp-largest-is-refused", make<faulty::LargestIsRefused>},
    {"faulty-udp-one-more-is-accepted", make<faulty::OneMoreIsAccepted>},
    {"faulty-udp-last-comes-first", make<faulty::LastComesFirst>},
    {"faulty-udp-sender-is-the-receiver", make<faulty::SenderIsTheReceiver>},
    {"faulty-udp-peek-takes", make<faulty::PeekTakesDatagram>},
    {"faulty-udp-fionread-counts-the-header", make<faulty::UnreadBytesCountTheHeader>},
    {"faulty-udp-full-buffer-stops-the-sender", make<faulty::FullBufferStopsTheSender>},
    {"faulty-udp-strangers-are-heard", make<faulty::StrangersAreHeard>},
    {"faulty-udp-connect-empties-the-queue", make<faulty::ConnectEmptiesTheQueue>},
    {"faulty-udp-first-peer-stays", make<faulty::FirstPeerStays>},
    {"faulty-udp-connect-of-the-connected-fails", make<faulty::ConnectOfTheConnectedFails>},
    {"faulty-udp-peer-outlives-unspec", make<faulty::PeerOutlivesUnspec>},
    {"faulty-udp-peers-name-outlives-unspec", make<faulty::PeersNameOutlivesUnspec>},
    {"faulty-udp-destination-beside-a-peer", make<faulty::DestinationBesideAPeer>},
    {"faulty-udp-peer-beats-destination", make<faulty::PeerBeatsDestination>},
    {"faulty-udp-port-zero-is-in-use", make<faulty::PortZeroIsAPortInUse>},
    {"faulty-udp-second-bind-succeeds", make<faulty::SecondBindSucceeds>},
    {"faulty-udp-bind-to-a-taken-port", make<faulty::BindToATakenPortSucceeds>},
    {"faulty-udp-failed-send-binds-nothing", make<faulty::FailedSendBindsNothing>},
    {"faulty-udp-shutdown-of-the-unconnected", make<faulty::ShutdownOfTheUnconnected>},
    {"faulty-udp-read-half-has-an-end", make<faulty::ReadHalfHasAnEnd>},
    {"faulty-udp-shut-write-half-sends", make<faulty::ShutWriteHalfSends>},
    {"faulty-udp-broken-pipe-raises-a-signal", make<faulty::BrokenPipeRaisesSignal>},
    {"faulty-udp-data-hides-room", make<faulty::DataHidesRoom>},
};

constexpr int unknown_fault = 99;

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view{} : value;
}

// Of the whole process. Calls that the fault itself makes go to libc.
struct ProcessWithFault {
  ProcessWithFault() {
    for (const Fault& fault : faults)
      if (fault.name == variable("SOCKETCHECK_FAULT")) calls = fault.make();
    if (calls == nullptr) _exit(unknown_fault);
    if (!of_a_pair) calls->program_begins();
  }
  std::unique_ptr<Calls> calls;
  const bool of_a_pair = variable("SOCKETCHECK_FAULT_OF") == "pair";
  int last_connected = -1;
};

bool is_inside = false;  // the programs have one thread

ProcessWithFault& the_process() {
  static ProcessWithFault* one = new ProcessWithFault;  // outlives whatever closes descriptors at the end
  return *one;
}

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

template <class Call, class Plain>
auto with_fault(Call call, Plain plain) {
  if (is_inside) return plain();
  is_inside = true;
  const auto result = call(*the_process().calls);
  is_inside = false;
  return result;
}

}  // namespace

extern "C" {

int socket(int domain, int type, int protocol) noexcept {
  return with_fault([&](Calls& calls) { return calls.socket(domain, type, protocol); },
                    [&] { return next<decltype(socket)>("socket")(domain, type, protocol); });
}
int bind(int fd, const sockaddr* address, socklen_t length) noexcept {
  return with_fault([&](Calls& calls) { return calls.bind(fd, address, length); },
                    [&] { return next<decltype(bind)>("bind")(fd, address, length); });
}
int listen(int fd, int backlog) noexcept {
  return with_fault([&](Calls& calls) { return calls.listen(fd, backlog); },
                    [&] { return next<decltype(listen)>("listen")(fd, backlog); });
}
int connect(int fd, const sockaddr* address, socklen_t length) {
  return with_fault(
      [&](Calls& calls) {
        the_process().last_connected = fd;
        return calls.connect(fd, address, length);
      },
      [&] { return next<decltype(connect)>("connect")(fd, address, length); });
}
int accept(int fd, sockaddr* address, socklen_t* length) {
  return with_fault(
      [&](Calls& calls) {
        const int made = calls.accept(fd, address, length);
        if (the_process().of_a_pair && made >= 0) calls.pair_begins(the_process().last_connected, made);
        return made;
      },
      [&] { return next<decltype(accept)>("accept")(fd, address, length); });
}
ssize_t send(int fd, const void* data, size_t size, int flags) {
  return with_fault([&](Calls& calls) { return calls.send(fd, data, size, flags); },
                    [&] { return next<decltype(send)>("send")(fd, data, size, flags); });
}
ssize_t recv(int fd, void* data, size_t size, int flags) {
  return with_fault([&](Calls& calls) { return calls.recv(fd, data, size, flags); },
                    [&] { return next<decltype(recv)>("recv")(fd, data, size, flags); });
}
ssize_t sendto(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) {
  return with_fault([&](Calls& calls) { return calls.sendto(fd, data, size, flags, to, length); },
                    [&] { return next<decltype(sendto)>("sendto")(fd, data, size, flags, to, length); });
}
ssize_t recvfrom(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) {
  return with_fault([&](Calls& calls) { return calls.recvfrom(fd, data, size, flags, from, length); },
                    [&] { return next<decltype(recvfrom)>("recvfrom")(fd, data, size, flags, from, length); });
}
ssize_t sendmsg(int fd, const msghdr* message, int flags) {
  return with_fault([&](Calls& calls) { return calls.sendmsg(fd, message, flags); },
                    [&] { return next<decltype(sendmsg)>("sendmsg")(fd, message, flags); });
}
ssize_t recvmsg(int fd, msghdr* message, int flags) {
  return with_fault([&](Calls& calls) { return calls.recvmsg(fd, message, flags); },
                    [&] { return next<decltype(recvmsg)>("recvmsg")(fd, message, flags); });
}
int sockatmark(int fd) noexcept {
  return with_fault([&](Calls& calls) { return calls.at_mark(fd); },
                    [&] { return next<decltype(sockatmark)>("sockatmark")(fd); });
}
int shutdown(int fd, int how) noexcept {
  return with_fault([&](Calls& calls) { return calls.shutdown(fd, how); },
                    [&] { return next<decltype(shutdown)>("shutdown")(fd, how); });
}
int close(int fd) {
  return with_fault([&](Calls& calls) { return calls.close(fd); }, [&] { return next<decltype(close)>("close")(fd); });
}
int poll(pollfd* fds, nfds_t count, int timeout) {
  return with_fault([&](Calls& calls) { return calls.poll(fds, count, timeout); },
                    [&] { return next<decltype(poll)>("poll")(fds, count, timeout); });
}
int getsockopt(int fd, int level, int option, void* value, socklen_t* length) noexcept {
  return with_fault([&](Calls& calls) { return calls.getsockopt(fd, level, option, value, length); },
                    [&] { return next<decltype(getsockopt)>("getsockopt")(fd, level, option, value, length); });
}
int setsockopt(int fd, int level, int option, const void* value, socklen_t length) noexcept {
  return with_fault([&](Calls& calls) { return calls.setsockopt(fd, level, option, value, length); },
                    [&] { return next<decltype(setsockopt)>("setsockopt")(fd, level, option, value, length); });
}
int getsockname(int fd, sockaddr* address, socklen_t* length) noexcept {
  return with_fault([&](Calls& calls) { return calls.getsockname(fd, address, length); },
                    [&] { return next<decltype(getsockname)>("getsockname")(fd, address, length); });
}
int getpeername(int fd, sockaddr* address, socklen_t* length) noexcept {
  return with_fault([&](Calls& calls) { return calls.getpeername(fd, address, length); },
                    [&] { return next<decltype(getpeername)>("getpeername")(fd, address, length); });
}
int dup(int fd) noexcept {
  return with_fault([&](Calls& calls) { return calls.dup(fd); }, [&] { return next<decltype(dup)>("dup")(fd); });
}
int ioctl(int fd, unsigned long request, ...) noexcept {
  va_list arguments;
  va_start(arguments, request);
  void* argument = va_arg(arguments, void*);
  va_end(arguments);
  const auto plain = [&] { return next<int(int, unsigned long, ...)>("ioctl")(fd, request, argument); };
  if (request == SIOCOUTQ)
    return with_fault([&](Calls& calls) { return calls.unacknowledged_bytes(fd, static_cast<int*>(argument)); }, plain);
  if (request != FIONREAD) return plain();
  return with_fault([&](Calls& calls) { return calls.unread_bytes(fd, static_cast<int*>(argument)); }, plain);
}

}  // extern "C"
