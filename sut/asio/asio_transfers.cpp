// The calls that move bytes, and those that count them, each made through Asio.
#include <linux/sockios.h>

#include <array>

#include "sut/asio/asio_options.hpp"
#include "sut/asio/asio_stack.hpp"
#include "sut/asio/asio_words.hpp"
#include "sut/kernel/buffers.hpp"
#include "sut/kernel/sigpipe.hpp"

namespace socketcheck::sut {

using boost::system::error_code;

namespace {

int flags_of(const model::Send& op) {
  return (op.no_signal ? MSG_NOSIGNAL : 0) | (op.dont_wait ? MSG_DONTWAIT : 0) | (op.more ? MSG_MORE : 0) | (op.urgent ? MSG_OOB : 0);
}
int flags_of(const model::Recv& op) {
  return (op.peek ? MSG_PEEK : 0) | (op.truncate ? MSG_TRUNC : 0) | (op.dont_wait ? MSG_DONTWAIT : 0) | (op.wait_all ? MSG_WAITALL : 0);
}

// The same stretch of memory, as Asio wants several buffers; those that are not used are empty.
template <class Buffer>
std::array<Buffer, most_buffers> buffers_of(void* data, std::size_t size, std::size_t count) {
  SharedBuffers shared(data, size, count);
  std::array<Buffer, most_buffers> buffers;
  for (std::size_t i = 0; i < shared.count(); ++i) buffers[i] = Buffer(shared.parts()[i].iov_base, shared.parts()[i].iov_len);
  return buffers;
}

// ioctl(SIOCOUTQ), which Asio has no command for.
class UnacknowledgedCommand {
 public:
  int name() const { return SIOCOUTQ; }
  void* data() { return &bytes_; }
  int bytes() const { return bytes_; }

 private:
  int bytes_ = 0;
};

}  // namespace

model::Answer AsioStack::perform(const model::Send& op, std::span<const std::byte> data) {
  Held& h = held(op.slot);
  const int before = sigpipes_so_far();
  error_code error;
  const auto send = [&](const auto& buffers) { return h.socket->send(buffers, flags_of(op), error); };
  const std::size_t sent =
      op.buffers == 0 ? send(boost::asio::buffer(data.data(), data.size()))
                      : send(buffers_of<boost::asio::const_buffer>(const_cast<std::byte*>(data.data()), data.size(), op.buffers));
  model::Answer answer = answer_of(error, static_cast<std::int64_t>(sent));
  answer.sigpipes = static_cast<std::uint8_t>(sigpipes_so_far() - before);
  return answer;
}

model::Answer AsioStack::perform(const model::Recv& op) {
  received_ = {};
  error_code error;
  const auto receive = [&](const auto& buffers) { return socket(op.slot).receive(buffers, flags_of(op), error); };
  const std::size_t got = op.buffers == 0
                              ? receive(boost::asio::buffer(buffer_.data(), op.size))
                              : receive(buffers_of<boost::asio::mutable_buffer>(buffer_.data(), op.size, op.buffers));
  if (!op.truncate && got <= op.size) received_ = {buffer_.data(), got};
  return answer_of(error, static_cast<std::int64_t>(got));
}

model::Answer AsioStack::perform(const model::RecvUrgent& op) {
  received_ = {};
  error_code error;
  const int flags = MSG_OOB | (op.peek ? MSG_PEEK : 0);
  const std::size_t got = socket(op.slot).receive(boost::asio::buffer(buffer_.data(), op.size), flags, error);
  if (got <= op.size) received_ = {buffer_.data(), got};
  return answer_of(error, static_cast<std::int64_t>(got));
}

model::Answer AsioStack::perform(const model::AtMark& op) {
  error_code error;
  const bool at_mark = socket(op.slot).at_mark(error);
  return answer_of(error, at_mark ? 1 : 0);
}

model::Answer AsioStack::perform(const model::UnreadBytes& op) {
  error_code error;
  const std::size_t bytes = socket(op.slot).available(error);
  return answer_of(error, static_cast<std::int64_t>(bytes));
}

model::Answer AsioStack::perform(const model::UnacknowledgedBytes& op) {
  error_code error;
  UnacknowledgedCommand command;
  socket(op.slot).io_control(command, error);
  return answer_of(error, command.bytes());
}

}  // namespace socketcheck::sut
