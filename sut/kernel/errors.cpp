#include "sut/kernel/errors.hpp"

#include <netinet/tcp.h>
#include <poll.h>

#include <cerrno>

#include "model/operations/poll.hpp"

namespace socketcheck::sut {

model::Error error_of(int number) {
  using model::Error;
  if (number == EWOULDBLOCK) number = EAGAIN;
  switch (number) {
    case 0: return Error::none;
    case EAGAIN: return Error::again;
    case ECONNRESET: return Error::connection_reset;
    case EPIPE: return Error::broken_pipe;
    case ENOTCONN: return Error::not_connected;
    case EINVAL: return Error::invalid_argument;
    case EBADF: return Error::bad_descriptor;
    case EOPNOTSUPP: return Error::not_supported;
    case EINTR: return Error::interrupted;
    case ECONNREFUSED: return Error::connection_refused;
    case EHOSTUNREACH: return Error::host_unreachable;
    case ECONNABORTED: return Error::connection_aborted;
    case EINPROGRESS: return Error::in_progress;
    case EALREADY: return Error::already;
    case EISCONN: return Error::is_connected;
    case EADDRINUSE: return Error::address_in_use;
    case EADDRNOTAVAIL: return Error::address_not_available;
    case EDESTADDRREQ: return Error::destination_required;
    case ENOPROTOOPT: return Error::no_protocol_option;
    case EMFILE: return Error::too_many_files;
    case EAFNOSUPPORT: return Error::family_not_supported;
    case EMSGSIZE: return Error::message_size;
    default: return Error::other;
  }
}

model::Answer failure(int number) { return {.value = -1, .error = error_of(number), .system_error = number}; }

std::int64_t events_of(short revents) {
  namespace event = model::event;
  constexpr struct {
    int system;
    std::int64_t ours;
  } bits[] = {{POLLIN, event::in},           {POLLPRI, event::pri},         {POLLOUT, event::out},
              {POLLERR, event::err},         {POLLHUP, event::hup},         {POLLNVAL, event::nval},
              {POLLRDNORM, event::rd_norm},  {POLLRDBAND, event::rd_band},  {POLLWRNORM, event::wr_norm},
              {POLLWRBAND, event::wr_band},  {POLLRDHUP, event::rd_hup}};
  std::int64_t events = 0;
  for (const auto& bit : bits)
    if ((revents & bit.system) != 0) events |= bit.ours;
  return events;
}

model::State state_of(std::uint8_t tcp_state) {
  using model::State;
  switch (tcp_state) {
    case TCP_ESTABLISHED: return State::established;
    case TCP_SYN_SENT: return State::syn_sent;
    case TCP_SYN_RECV: return State::syn_received;
    case TCP_FIN_WAIT1: return State::fin_wait_1;
    case TCP_FIN_WAIT2: return State::fin_wait_2;
    case TCP_TIME_WAIT: return State::time_wait;
    case TCP_CLOSE_WAIT: return State::close_wait;
    case TCP_LAST_ACK: return State::last_ack;
    case TCP_LISTEN: return State::listen;
    case TCP_CLOSING: return State::closing;
    default: return State::closed;
  }
}

}  // namespace socketcheck::sut
