// The calls of a program about UDP in C.
#include <fmt/format.h>

#include "model/datagrams/view.hpp"
#include "model/text/option_words.hpp"
#include "model/text/show.hpp"
#include "properties/report/reproduction/c_calls.hpp"

namespace socketcheck::properties {

using model::Place;
using model::Slot;

struct CCalls::WriteDatagrams {
  CCalls& calls;
  const model::World& world;

  std::string fd(Slot slot) const { return calls.variable(slot); }
  int id(Slot slot) const { return calls.socket_of(slot); }
  int make(Slot slot) const { return calls.sockets_[static_cast<std::size_t>(slot)] = calls.next_socket_++; }
  std::string target(Place place, Slot to) const {
    return place == Place::none ? fmt::format("name_of_socket({})", fd(to)) : calls.variable(place);
  }
  // The datagram that is next in the queue; 0: there is none.
  int next(Slot slot) const {
    const model::Datagram* first = model::datagrams::candidate(model::datagrams::View::of(world, slot), 0);
    return first == nullptr ? 0 : first->number;
  }
  int sent() const { return world.datagrams.sent + 1; }

  // What there are no rules for is not made.
  template <class Op>
  std::string operator()(const Op&) const {
    return "(struct answer){0, 0, 0}";
  }
  std::string operator()(const model::NewSocket& op) const {
    make(op.slot);
    return fmt::format("udp_socket(&{})", fd(op.slot));
  }
  std::string operator()(const model::Bind& op) const {
    const std::string where = op.place == Place::none ? "loopback(0)" : calls.variable(op.place);
    return fmt::format("udp_bind({}, {}, {}, {})", fd(op.slot), where, id(op.slot), static_cast<int>(op.place));
  }
  std::string operator()(const model::Connect& op) const {
    return fmt::format("udp_connect({}, {}, {})", fd(op.slot), target(op.place, op.to), id(op.slot));
  }
  std::string operator()(const model::ConnectToPortZero& op) const {
    return fmt::format("udp_connect({}, loopback(0), {})", fd(op.slot), id(op.slot));
  }
  std::string operator()(const model::Disconnect& op) const { return fmt::format("udp_disconnect({}, {})", fd(op.slot), id(op.slot)); }
  std::string operator()(const model::Send& op) const {
    std::string flags = op.dont_wait ? "MSG_DONTWAIT" : "0";
    if (op.no_signal) flags += " | MSG_NOSIGNAL";
    return fmt::format("udp_send({}, {}, {}, {}, {}, NULL, {})", fd(op.slot), static_cast<int>(op.buffers), op.size, flags, sent(), id(op.slot));
  }
  std::string operator()(const model::SendTo& op) const {
    const std::string where = op.port_zero ? "loopback(0)" : target(op.place, op.to);
    return fmt::format("(to = {}, udp_send({}, 0, {}, 0, {}, &to, {}))", where, fd(op.slot), op.size, sent(), id(op.slot));
  }
  static std::string flags_of(bool peek, bool truncate, bool dont_wait, bool wait_all) {
    std::string flags = "0";
    if (peek) flags += " | MSG_PEEK";
    if (truncate) flags += " | MSG_TRUNC";
    if (dont_wait) flags += " | MSG_DONTWAIT";
    if (wait_all) flags += " | MSG_WAITALL";
    return flags;
  }
  std::string operator()(const model::Recv& op) const {
    return fmt::format("udp_recv({}, {}, {}, {}, {})", fd(op.slot), static_cast<int>(op.buffers), op.size,
                       flags_of(op.peek, op.truncate, op.dont_wait, op.wait_all), next(op.slot));
  }
  std::string operator()(const model::RecvFrom& op) const {
    return fmt::format("udp_recvfrom({}, {}, {}, {})", fd(op.slot), op.size, flags_of(op.peek, op.truncate, false, false), next(op.slot));
  }
  std::string operator()(const model::Dup& op) const {
    calls.sockets_[static_cast<std::size_t>(op.made)] = id(op.slot);
    return fmt::format("do_dup({}, &{})", fd(op.slot), fd(op.made));
  }
  std::string operator()(const model::Listen& op) const { return fmt::format("answer_of(listen({}, {}))", fd(op.slot), op.backlog); }
  std::string operator()(const model::Accept& op) const { return fmt::format("answer_of(accept({}, NULL, NULL))", fd(op.slot)); }
  std::string operator()(const model::GetSockName& op) const { return fmt::format("udp_name({}, {}, getsockname)", fd(op.slot), id(op.slot)); }
  std::string operator()(const model::GetPeerName& op) const { return fmt::format("udp_name({}, {}, getpeername)", fd(op.slot), id(op.slot)); }
  std::string operator()(const model::SetKeepErrors& op) const { return fmt::format("udp_keep_errors({}, {})", fd(op.slot), op.on ? 1 : 0); }
  std::string operator()(const model::TakeKeptError& op) const { return fmt::format("udp_kept_error({})", fd(op.slot)); }
};

namespace {

// Calls that are the same of both transports.
bool is_as_of_tcp(const model::Operation& call) {
  return std::holds_alternative<model::Shutdown>(call) || std::holds_alternative<model::Close>(call) || std::holds_alternative<model::Poll>(call) ||
         std::holds_alternative<model::GetError>(call) || std::holds_alternative<model::UnreadBytes>(call) ||
         std::holds_alternative<model::SetOption>(call) || std::holds_alternative<model::GetOption>(call);
}

}  // namespace

std::string CCalls::datagram_expression(const model::Operation& call, const model::World& world) {
  is_of_datagrams_ = true;
  uses_to_ = uses_to_ || std::holds_alternative<model::SendTo>(call);
  if (is_as_of_tcp(call)) return stream_expression(call, world, false);
  return std::visit(WriteDatagrams{*this, world}, call);
}

}  // namespace socketcheck::properties
