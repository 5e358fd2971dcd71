// The calls of a program, each made through Asio.
#include <poll.h>

#include <cerrno>

#include "sut/asio/asio_options.hpp"
#include "sut/asio/asio_stack.hpp"
#include "sut/asio/asio_words.hpp"
#include "sut/kernel/errors.hpp"
#include "sut/kernel/sigpipe.hpp"

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

model::Answer AsioStack::perform(const model::Send& op, std::span<const std::byte> data) {
  Held& h = held(op.slot);
  const int before = sigpipes_so_far();
  error_code error;
  const std::size_t sent = h.socket->send(boost::asio::buffer(data.data(), data.size()),
                                          (op.no_signal ? MSG_NOSIGNAL : 0) | (op.dont_wait ? MSG_DONTWAIT : 0), error);
  model::Answer answer = answer_of(error, static_cast<std::int64_t>(sent));
  answer.sigpipes = static_cast<std::uint8_t>(sigpipes_so_far() - before);
  return answer;
}

model::Answer AsioStack::perform(const model::Recv& op) {
  const int flags = (op.peek ? MSG_PEEK : 0) | (op.truncate ? MSG_TRUNC : 0) | (op.dont_wait ? MSG_DONTWAIT : 0);
  received_ = {};
  error_code error;
  const std::size_t got = socket(op.slot).receive(boost::asio::buffer(buffer_.data(), op.size), flags, error);
  if (!op.truncate && got <= op.size) received_ = {buffer_.data(), got};
  return answer_of(error, static_cast<std::int64_t>(got));
}

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

model::Answer AsioStack::perform(const model::UnreadBytes& op) {
  error_code error;
  const std::size_t bytes = socket(op.slot).available(error);
  return answer_of(error, static_cast<std::int64_t>(bytes));
}

model::Answer AsioStack::perform(const model::TcpInfo& op) {
  error_code error;
  TcpInfoBegin info;
  socket(op.slot).get_option(info, error);
  return answer_of(error, static_cast<std::int64_t>(state_of(info.value[0])));
}

}  // namespace socketcheck::sut
