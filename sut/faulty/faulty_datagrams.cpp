#include "sut/faulty/faulty_datagrams.hpp"

#include "sut/faulty/datagrams/delivery.hpp"
#include "sut/faulty/datagrams/errors.hpp"
#include "sut/faulty/datagrams/names_and_halves.hpp"
#include "sut/faulty/datagrams/peers.hpp"
#include "sut/kernel/datagram_stack.hpp"
#include "sut/kernel/with.hpp"

namespace socketcheck::sut {
namespace {

template <class Fault>
StackEntry stack_with(std::string_view name, std::string_view description) {
  return {name, description, "linux", false, with<Fault, DatagramStack>, model::Transport::datagram};
}

}  // namespace

// The statements (S…) that a description names are those of the project's list of socket semantics.
const std::vector<StackEntry>& faulty_datagrams() {
  using namespace faulty;
  static const std::vector<StackEntry> stacks = {
      // Who hears that nobody was there, when, and how often.
      stack_with<UnconnectedHearsOfErrors>("faulty-udp-unconnected-hears-of-errors", "a sender that is not connected is told ECONNREFUSED (S116)"),
      stack_with<ErrorIsNeverTold>("faulty-udp-error-is-never-told", "a connected sender never hears of ECONNREFUSED (S115)"),
      stack_with<ErrorIsToldTwice>("faulty-udp-error-is-told-twice", "ECONNREFUSED is told by two receives (S115)"),
      stack_with<SoErrorTellsItTwice>("faulty-udp-so-error-tells-twice", "SO_ERROR does not clear ECONNREFUSED (S115)"),
      stack_with<SendHidesError>("faulty-udp-send-hides-error", "a send with ECONNREFUSED pending says that it has sent (S115)"),
      stack_with<ErrorBehindData>("faulty-udp-error-behind-data", "queued datagrams are read before ECONNREFUSED is told (S115)"),
      stack_with<ErrorGoesToAnother>("faulty-udp-error-goes-to-another", "of two sockets connected to one target the wrong one hears of the error (S115)"),
      stack_with<KeptErrorsAreLost>("faulty-udp-kept-errors-are-lost", "MSG_ERRQUEUE is always empty (S116)"),
      stack_with<ErrorHidesData>("faulty-udp-error-hides-data", "POLLIN is missing while an error is pending (S115)"),

      // Boundaries, lengths, order, senders.
      stack_with<DatagramsAreMerged>("faulty-udp-datagrams-are-merged", "a receive with room left goes on with the next datagram (S111)"),
      stack_with<EachBufferIsADatagram>("faulty-udp-each-buffer-is-a-datagram", "sendmsg() of several buffers sends several datagrams (S111)"),
      stack_with<RestIsKept>("faulty-udp-rest-is-kept", "what did not fit into the buffer is read by the next receive (S111)"),
      stack_with<TruncTellsWhatWasCopied>("faulty-udp-trunc-tells-what-was-copied", "MSG_TRUNC tells how much was copied (S111)"),
      stack_with<LengthIsAlwaysWhole>("faulty-udp-length-is-always-whole", "the whole length is told without MSG_TRUNC, too (S111)"),
      stack_with<EmptyDatagramIsLost>("faulty-udp-empty-datagram-is-lost", "a datagram of no bytes never arrives (S112)"),
      stack_with<EmptyDatagramIsTheEnd>("faulty-udp-empty-datagram-is-the-end", "after a datagram of no bytes each receive says 0 (S112)"),
      stack_with<LargestIsRefused>("faulty-udp-largest-is-refused", "the largest payload is EMSGSIZE (S113)"),
      stack_with<OneMoreIsAccepted>("faulty-udp-one-more-is-accepted", "one byte more than the largest payload is taken, and cut off (S113)"),
      stack_with<LastComesFirst>("faulty-udp-last-comes-first", "of two queued datagrams the second is read first (S123)"),
      stack_with<SenderIsTheReceiver>("faulty-udp-sender-is-the-receiver", "recvfrom() tells the receiver's own name (S111)"),
      stack_with<PeekTakesDatagram>("faulty-udp-peek-takes", "MSG_PEEK takes the datagram that it shows (S14)"),
      stack_with<UnreadBytesCountTheHeader>("faulty-udp-fionread-counts-the-header", "FIONREAD counts the header of 8 bytes, too"),
      stack_with<FullBufferStopsTheSender>("faulty-udp-full-buffer-stops-the-sender", "a send is EAGAIN while the receiver has not read (S123)"),

      // The peer, and the filter that it is.
      stack_with<StrangersAreHeard>("faulty-udp-strangers-are-heard", "a connected socket takes what others than its peer send (S117)"),
      stack_with<ConnectEmptiesTheQueue>("faulty-udp-connect-empties-the-queue", "connect() throws away what was queued before (S117)"),
      stack_with<FirstPeerStays>("faulty-udp-first-peer-stays", "a second connect() changes nothing (S119)"),
      stack_with<ConnectOfTheConnectedFails>("faulty-udp-connect-of-the-connected-fails", "a second connect() is EISCONN (S119)"),
      stack_with<PeerOutlivesUnspec>("faulty-udp-peer-outlives-unspec", "AF_UNSPEC changes nothing (S119)"),
      stack_with<PeersNameOutlivesUnspec>("faulty-udp-peers-name-outlives-unspec", "getpeername() tells the peer that AF_UNSPEC has taken away (S119)"),
      stack_with<DestinationBesideAPeer>("faulty-udp-destination-beside-a-peer", "sendto() of a connected socket is EISCONN (S118)"),
      stack_with<PeerBeatsDestination>("faulty-udp-peer-beats-destination", "sendto() of a connected socket sends to the peer (S118)"),

      // Names, halves, readiness.
      stack_with<PortZeroIsAPortInUse>("faulty-udp-port-zero-is-in-use", "bind() to port 0 gives out the port of another socket (S119)"),
      stack_with<SecondBindSucceeds>("faulty-udp-second-bind-succeeds", "a bound socket can be bound again, and keeps its port"),
      stack_with<BindToATakenPortSucceeds>("faulty-udp-bind-to-a-taken-port", "bind() to a port in use says 0 (S124)"),
      stack_with<FailedSendBindsNothing>("faulty-udp-failed-send-binds-nothing", "a send to nobody leaves the socket without a port (S114)"),
      stack_with<ShutdownOfTheUnconnected>("faulty-udp-shutdown-of-the-unconnected", "shutdown() of a socket without a peer says 0 (S124)"),
      stack_with<ReadHalfHasAnEnd>("faulty-udp-read-half-has-an-end", "after SHUT_RD a receive says 0 instead of EAGAIN (S121)"),
      stack_with<ShutWriteHalfSends>("faulty-udp-shut-write-half-sends", "a send after SHUT_WR says that it has sent (S122)"),
      stack_with<BrokenPipeRaisesSignal>("faulty-udp-broken-pipe-raises-a-signal", "EPIPE of a datagram comes with SIGPIPE (S122)"),
      stack_with<DataHidesRoom>("faulty-udp-data-hides-room", "POLLOUT is missing while something is queued (S108)"),
  };
  return stacks;
}

}  // namespace socketcheck::sut
