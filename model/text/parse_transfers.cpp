// The calls that move bytes.
#include "model/text/parsers.hpp"

namespace socketcheck::model {
namespace {

constexpr std::uint32_t most_buffers = 8;

// ` in 3`: so many buffers.
template <class Op>
bool take_buffers(Line& line, Op& op) {
  if (!line.expect("in")) return false;
  const auto buffers = line.number_between(1, most_buffers);
  if (buffers) op.buffers = static_cast<std::uint8_t>(*buffers);
  return buffers.has_value();
}

Call parse_send_flags(Line& line, Send op) {
  if (!flags(line, {{"MSG_NOSIGNAL", &op.no_signal}, {"MSG_DONTWAIT", &op.dont_wait}, {"MSG_MORE", &op.more}, {"MSG_OOB", &op.urgent}}))
    return {};
  return op;
}

}  // namespace

Call parse_send(Line& line, Slot slot) {
  Send op{.slot = slot};
  if (!take_size(line, op)) return {};
  return parse_send_flags(line, op);
}
Call parse_sendmsg(Line& line, Slot slot) {
  Send op{.slot = slot};
  if (!take_size(line, op) || !take_buffers(line, op)) return {};
  return parse_send_flags(line, op);
}

Call parse_recv(Line& line, Slot slot) {
  Recv op{.slot = slot};
  bool urgent = false;
  if (!take_size(line, op)) return {};
  if (!flags(line, {{"MSG_PEEK", &op.peek}, {"MSG_TRUNC", &op.truncate}, {"MSG_DONTWAIT", &op.dont_wait}, {"MSG_WAITALL", &op.wait_all},
                    {"MSG_OOB", &urgent}}))
    return {};
  if (!urgent) return op;
  if (op.truncate || op.dont_wait || op.wait_all) return line.fail<Operation>("no other flag than MSG_PEEK beside MSG_OOB");
  return RecvUrgent{slot, op.size, op.peek};
}
Call parse_recvmsg(Line& line, Slot slot) {
  const std::size_t start = line.at_next_word();
  if (line.take(",") && line.take("MSG_ERRQUEUE")) return TakeKeptError{slot};
  line.back_to(start);
  Recv op{.slot = slot};
  if (!take_size(line, op) || !take_buffers(line, op)) return {};
  if (!flags(line, {{"MSG_PEEK", &op.peek}, {"MSG_TRUNC", &op.truncate}, {"MSG_DONTWAIT", &op.dont_wait}, {"MSG_WAITALL", &op.wait_all}}))
    return {};
  return op;
}

Call parse_sendto(Line& line, Slot slot) {
  SendTo op{.slot = slot};
  if (!take_size(line, op) || !line.expect(",")) return {};
  if (line.take("0")) {
    op.port_zero = true;
  } else if (const auto place = given_place(line)) {
    op.place = *place;
  } else {
    const auto to = line.slot("p, q, r, 0 or a slot, a to h");
    if (!to) return {};
    op.to = *to;
  }
  return op;
}

Call parse_recvfrom(Line& line, Slot slot) {
  RecvFrom op{.slot = slot};
  if (!take_size(line, op) || !flags(line, {{"MSG_PEEK", &op.peek}, {"MSG_TRUNC", &op.truncate}})) return {};
  return op;
}

}  // namespace socketcheck::model
