// The calls that move bytes, and those that count them.
#include <cerrno>
#include <cstddef>

#include "sut/kernel/buffers.hpp"
#include "sut/kernel/errors.hpp"
#include "sut/kernel/sigpipe.hpp"
#include "sut/kernel/socket_stack.hpp"

namespace socketcheck::sut {
namespace {

int flags_of(const model::Send& op) {
  return (op.no_signal ? MSG_NOSIGNAL : 0) | (op.dont_wait ? MSG_DONTWAIT : 0) | (op.more ? MSG_MORE : 0) | (op.urgent ? MSG_OOB : 0);
}
int flags_of(const model::Recv& op) {
  return (op.peek ? MSG_PEEK : 0) | (op.truncate ? MSG_TRUNC : 0) | (op.dont_wait ? MSG_DONTWAIT : 0) | (op.wait_all ? MSG_WAITALL : 0);
}

msghdr message_of(SharedBuffers& buffers) {
  msghdr message{};
  message.msg_iov = buffers.parts();
  message.msg_iovlen = buffers.count();
  return message;
}

model::Answer count_or_error(ssize_t result) { return result < 0 ? failure(errno) : model::Answer{.value = result}; }

}  // namespace

model::Answer SocketStack::perform(const model::Send& op, std::span<const std::byte> data) {
  const int fd = held(op.slot).fd;
  const int before = sigpipes_so_far();
  ssize_t sent = 0;
  if (op.buffers == 0) {
    sent = calls_->send(fd, data.data(), data.size(), flags_of(op));
  } else {
    SharedBuffers buffers(const_cast<std::byte*>(data.data()), data.size(), op.buffers);
    const msghdr message = message_of(buffers);
    sent = calls_->sendmsg(fd, &message, flags_of(op));
  }
  model::Answer answer = count_or_error(sent);
  answer.sigpipes = static_cast<std::uint8_t>(sigpipes_so_far() - before);
  return answer;
}

model::Answer SocketStack::perform(const model::Recv& op) {
  const int fd = held(op.slot).fd;
  received_ = {};
  ssize_t got = 0;
  if (op.buffers == 0) {
    got = calls_->recv(fd, buffer_.data(), op.size, flags_of(op));
  } else {
    SharedBuffers buffers(buffer_.data(), op.size, op.buffers);
    msghdr message = message_of(buffers);
    got = calls_->recvmsg(fd, &message, flags_of(op));
  }
  const model::Answer answer = count_or_error(got);
  if (!answer.failed() && !op.truncate && got <= static_cast<ssize_t>(op.size))
    received_ = {buffer_.data(), static_cast<std::size_t>(got)};
  return answer;
}

model::Answer SocketStack::perform(const model::RecvUrgent& op) {
  received_ = {};
  const ssize_t got = calls_->recv(held(op.slot).fd, buffer_.data(), op.size, MSG_OOB | (op.peek ? MSG_PEEK : 0));
  const model::Answer answer = count_or_error(got);
  if (!answer.failed() && got <= static_cast<ssize_t>(op.size)) received_ = {buffer_.data(), static_cast<std::size_t>(got)};
  return answer;
}

model::Answer SocketStack::perform(const model::AtMark& op) { return number_of(calls_->at_mark(held(op.slot).fd)); }

model::Answer SocketStack::perform(const model::UnreadBytes& op) {
  int bytes = 0;
  if (calls_->unread_bytes(held(op.slot).fd, &bytes) != 0) return failure(errno);
  return {.value = bytes};
}

model::Answer SocketStack::perform(const model::UnacknowledgedBytes& op) {
  int bytes = 0;
  if (calls_->unacknowledged_bytes(held(op.slot).fd, &bytes) != 0) return failure(errno);
  return {.value = bytes};
}

}  // namespace socketcheck::sut
