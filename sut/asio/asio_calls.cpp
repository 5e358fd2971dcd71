// The calls of a program, each made through Asio.
#include <poll.h>

#include <cerrno>

#include "sut/asio/asio_options.hpp"
#include "sut/asio/asio_stack.hpp"
#include "sut/asio/asio_words.hpp"
#include "sut/kernel/errors.hpp"
#include "sut/kernel/option_names.hpp"

namespace socketcheck::sut::inline SOCKETCHECK_ASIO {

using boost::asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr short every_event = POLLIN | POLLPRI | POLLOUT | POLLRDHUP | POLLRDNORM | POLLRDBAND | POLLWRNORM |
                              POLLWRBAND;

template <class Option>
model::Answer set(tcp::socket& socket, const Option& option) {
  error_code error;
  socket.set_option(option, error);
  return answer_of(error);
}

}  // namespace

model::Answer AsioStack::perform(const model::Shutdown& op) {
  constexpr tcp::socket::shutdown_type what[] = {tcp::socket::shutdown_receive, tcp::socket::shutdown_send,
                                                 tcp::socket::shutdown_both};
  error_code error;
  socket(op.slot).shutdown(what[static_cast<int>(op.half)], error);
  return answer_of(error);
}

model::Answer AsioStack::close_socket(Held& h) {
  error_code error;
  h.socket->close(error);
  h = {};
  return answer_of(error);
}

model::Answer AsioStack::perform(const model::Close& op) { return close_socket(held(op.slot)); }

model::Answer AsioStack::perform(const model::Abort& op) {
  set(socket(op.slot), tcp::socket::linger(true, 0));
  return close_socket(held(op.slot));
}

model::Answer AsioStack::perform(const model::Poll& op) {
  pollfd polled{socket(op.slot).native_handle(), every_event, 0};
  if (::poll(&polled, 1, 0) < 0) return failure(errno);
  return {.value = events_of(polled.revents)};
}

model::Answer AsioStack::perform(const model::GetError& op) {
  error_code error;
  SoError pending;
  socket(op.slot).get_option(pending, error);
  if (error) return answer_of(error);
  return {.value = static_cast<std::int64_t>(error_of(pending.value)), .system_error = pending.value};
}

model::Answer AsioStack::perform(const model::SetLinger& op) {
  return set(socket(op.slot), tcp::socket::linger(op.linger.on, op.linger.seconds));
}

model::Answer AsioStack::perform(const model::GetLinger& op) {
  error_code error;
  tcp::socket::linger linger;
  socket(op.slot).get_option(linger, error);
  return answer_of(error, linger.enabled() ? linger.timeout() : -1);
}

model::Answer AsioStack::perform(const model::SetNoDelay& op) { return set(socket(op.slot), tcp::no_delay(op.on)); }

model::Answer AsioStack::perform(const model::GetNoDelay& op) {
  error_code error;
  tcp::no_delay no_delay;
  socket(op.slot).get_option(no_delay, error);
  return answer_of(error, no_delay.value() ? 1 : 0);
}

model::Answer AsioStack::perform(const model::SetOption& op) {
  return set(socket(op.slot), AnyAsioOption{SOL_SOCKET, name_at_socket_level(op.option), static_cast<int>(op.value)});
}

model::Answer AsioStack::perform(const model::GetOption& op) {
  error_code error;
  AnyAsioOption option{SOL_SOCKET, name_at_socket_level(op.option)};
  socket(op.slot).get_option(option, error);
  return answer_of(error, model::is_buffer(op.option) ? 2 * option.value : option.value);  // Asio has halved it
}

model::Answer AsioStack::name_of(const error_code& error, const tcp::endpoint& endpoint, const Held& h) const {
  if (error) return answer_of(error);
  const Address address = address_of(endpoint);
  if (address == names_[static_cast<std::size_t>(h.end)]) return {.value = model::name::own};
  if (address == names_[static_cast<std::size_t>(1 - h.end)]) return {.value = model::name::peer};
  return {.value = address.port() == 0 ? model::name::unspecified : model::name::stranger};
}

model::Answer AsioStack::perform(const model::GetSockName& op) {
  error_code error;
  const tcp::endpoint endpoint = socket(op.slot).local_endpoint(error);
  return name_of(error, endpoint, held(op.slot));
}

model::Answer AsioStack::perform(const model::GetPeerName& op) {
  error_code error;
  const tcp::endpoint endpoint = socket(op.slot).remote_endpoint(error);
  return name_of(error, endpoint, held(op.slot));
}

model::Answer AsioStack::perform(const model::TcpInfo& op) {
  error_code error;
  TcpInfoBegin info;
  socket(op.slot).get_option(info, error);
  return answer_of(error, static_cast<std::int64_t>(state_of(info.value[0])));
}

}  // namespace socketcheck::sut
