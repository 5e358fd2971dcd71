#include "properties/report/reproduction/c_calls.hpp"

#include <fmt/format.h>

#include "model/text/option_words.hpp"
#include "model/text/show.hpp"
#include "model/world/view.hpp"

namespace socketcheck::properties {

using model::Slot;

namespace {

constexpr const char*
    every_event = "POLLIN | POLLPRI | POLLOUT | POLLRDHUP | POLLRDNORM | POLLRDBAND | POLLWRNORM | POLLWRBAND";

const char* half(model::Half half) {
  switch (half) {
    case model::Half::read: return "SHUT_RD";
    case model::Half::write: return "SHUT_WR";
    case model::Half::both: return "SHUT_RDWR";
  }
  return "";
}

struct CFlag {
  bool is_set;
  const char* name;
};
std::string flags(std::initializer_list<CFlag> all) {
  std::string text;
  for (const CFlag& flag : all)
    if (flag.is_set) text += std::string(text.empty() ? "" : " | ") + flag.name;
  return text.empty() ? "0" : text;
}

int stream(int connection, int writer) { return 2 * connection + writer; }

}  // namespace

struct CCalls::Write {
  CCalls& calls;
  const model::World& world;
  bool patient;

  std::string fd(Slot slot) const { return calls.variable(slot); }
  std::string name(model::Place place, bool any) const {
    const std::string variable = calls.variable(place);
    return any ? fmt::format("every_address({})", variable) : variable;
  }
  int id(Slot slot) const { return calls.socket_of(slot); }
  int make(Slot slot) const { return calls.sockets_[static_cast<std::size_t>(slot)] = calls.next_socket_++; }

  // A program with operations on the wire, or with calls in threads of their own, has no C program at all, and what is of datagrams alone is written elsewhere.
  std::string operator()(const model::OnWire&) const { return "(struct answer){0, 0, 0}"; }
  std::string operator()(const model::SendTo&) const { return "(struct answer){0, 0, 0}"; }
  std::string operator()(const model::RecvFrom&) const { return "(struct answer){0, 0, 0}"; }
  std::string operator()(const model::ConnectToPortZero&) const { return "(struct answer){0, 0, 0}"; }
  std::string operator()(const model::SetKeepErrors&) const { return "(struct answer){0, 0, 0}"; }
  std::string operator()(const model::TakeKeptError&) const { return "(struct answer){0, 0, 0}"; }
  std::string operator()(const model::Begin&) const { return "(struct answer){0, 0, 0}"; }
  std::string operator()(const model::Interrupt&) const { return "(struct answer){0, 0, 0}"; }
  std::string operator()(const model::Send& op) const {
    const model::View view = model::View::of(world, op.slot);
    const std::string function = op.buffers > 0 ? fmt::format("do_sendmsg({}, ", op.buffers) : "do_send(";
    return fmt::format("{}{}, {}, {}, {}, {})", function, fd(op.slot), op.size,
                       flags({{op.dont_wait, "MSG_DONTWAIT"}, {op.no_signal, "MSG_NOSIGNAL"}, {op.more, "MSG_MORE"}, {op.urgent, "MSG_OOB"}}),
                       stream(view.connection().number, view.end_number()), patient ? 1 : 0);
  }
  std::string operator()(const model::Recv& op) const {
    const model::View view = model::View::of(world, op.slot);
    const int from = stream(view.connection().number, view.peers_number());
    const std::string function = op.buffers > 0 ? fmt::format("do_recvmsg({}, ", op.buffers) : "do_recv(";
    const std::string call =
        fmt::format("{}{}, {}, {}, {}, {})", function, fd(op.slot), op.size,
                    flags({{op.dont_wait, "MSG_DONTWAIT"}, {op.peek, "MSG_PEEK"}, {op.truncate, "MSG_TRUNC"}, {op.wait_all, "MSG_WAITALL"}}),
                    from, patient ? 1 : 0);
    if (!model::leaves_out_urgent_byte(view, op)) return call;
    return fmt::format("(skip_urgent_byte({}), {})", from, call);
  }
  std::string operator()(const model::RecvUrgent& op) const {
    const model::View view = model::View::of(world, op.slot);
    return fmt::format("do_recv_urgent({}, {}, {}, {}, {})", fd(op.slot), op.size, op.peek ? "MSG_PEEK" : "0",
                       stream(view.connection().number, view.peers_number()), view.incoming().mark);
  }
  std::string operator()(const model::AtMark& op) const { return fmt::format("answer_of(sockatmark({}))", fd(op.slot)); }
  std::string operator()(const model::UnacknowledgedBytes& op) const { return fmt::format("do_unacknowledged({})", fd(op.slot)); }
  std::string operator()(const model::Shutdown& op) const {
    return fmt::format("answer_of(shutdown({}, {}))", fd(op.slot), half(op.half));
  }
  std::string operator()(const model::Close& op) const { return fmt::format("do_close(&{})", fd(op.slot)); }
  std::string operator()(const model::Abort& op) const { return fmt::format("do_abort(&{})", fd(op.slot)); }
  std::string operator()(const model::Poll& op) const {
    return fmt::format("do_poll({}, {})", fd(op.slot), every_event);
  }
  std::string operator()(const model::GetError& op) const {
    return fmt::format("do_getsockopt({}, SOL_SOCKET, SO_ERROR)", fd(op.slot));
  }
  std::string operator()(const model::SetLinger& op) const {
    return fmt::format("do_setlinger({}, {}, {})", fd(op.slot), op.linger.on ? 1 : 0, op.linger.seconds);
  }
  std::string operator()(const model::GetLinger& op) const { return fmt::format("do_getlinger({})", fd(op.slot)); }
  std::string operator()(const model::SetNoDelay& op) const {
    return fmt::format("do_setnodelay({}, {})", fd(op.slot), op.on ? 1 : 0);
  }
  std::string operator()(const model::GetNoDelay& op) const {
    return fmt::format("do_getsockopt({}, IPPROTO_TCP, TCP_NODELAY)", fd(op.slot));
  }
  std::string operator()(const model::SetOption& op) const {
    return fmt::format("do_setsockopt({}, {}, {})", fd(op.slot), model::name_of(op.option), op.value);
  }
  std::string operator()(const model::GetOption& op) const {
    return fmt::format("do_getsockopt({}, SOL_SOCKET, {})", fd(op.slot), model::name_of(op.option));
  }
  std::string operator()(const model::GetSockName& op) const {
    return fmt::format("do_getsockname({}, {})", fd(op.slot), id(op.slot));
  }
  std::string operator()(const model::GetPeerName& op) const {
    return fmt::format("do_getpeername({}, {})", fd(op.slot), id(op.slot));
  }
  std::string operator()(const model::UnreadBytes& op) const { return fmt::format("do_unread({})", fd(op.slot)); }
  std::string operator()(const model::TcpInfo& op) const { return fmt::format("do_state({})", fd(op.slot)); }
  std::string operator()(const model::NewSocket& op) const {
    make(op.slot);
    return fmt::format("do_socket(&{})", fd(op.slot));
  }
  std::string operator()(const model::Bind& op) const {
    const std::string where = op.place == model::Place::none ? "loopback(0)" : name(op.place, op.any);
    return fmt::format("do_bind({}, {}, {})", fd(op.slot), where, id(op.slot));
  }
  std::string operator()(const model::Listen& op) const {
    return fmt::format("do_listen({}, {}, {})", fd(op.slot), op.backlog, id(op.slot));
  }
  std::string operator()(const model::Connect& op) const {
    const std::string where = op.place == model::Place::none ? fmt::format("name_of_socket({})", fd(op.to))
                                                             : name(op.place, op.any);
    return fmt::format("do_connect({}, {}, {})", fd(op.slot), where, id(op.slot));
  }
  std::string operator()(const model::Disconnect& op) const {
    return fmt::format("do_disconnect({}, {})", fd(op.slot), id(op.slot));
  }
  std::string operator()(const model::Accept& op) const {
    return fmt::format("do_accept({}, &{}, {})", fd(op.slot), fd(op.made), make(op.made));
  }
  std::string operator()(const model::AcceptAtLimit& op) const { return fmt::format("do_accept_at_limit({})", fd(op.slot)); }
  std::string operator()(const model::Dup& op) const {
    calls.sockets_[static_cast<std::size_t>(op.made)] = id(op.slot);
    return fmt::format("do_dup({}, &{})", fd(op.slot), fd(op.made));
  }
};

CCalls::CCalls() = default;

void CCalls::make_pair(Slot active, Slot passive) {
  for (const Slot slot : {active, passive}) {
    variable(slot);
    sockets_[static_cast<std::size_t>(slot)] = next_socket_++;
  }
}

std::string CCalls::expression(const model::Operation& call, const model::World& world, bool patient) {
  return world.datagrams.on ? datagram_expression(call, world) : stream_expression(call, world, patient);
}

std::string CCalls::stream_expression(const model::Operation& call, const model::World& world, bool patient) {
  return std::visit(Write{*this, world, patient}, call);
}

std::string CCalls::variable(Slot slot) {
  slots_used_[static_cast<std::size_t>(slot)] = true;
  return {model::show(slot)};
}

std::string CCalls::variable(model::Place place) {
  places_used_[static_cast<std::size_t>(place)] = true;
  return std::string(1, "?pqr"[static_cast<std::size_t>(place)]);
}

std::string CCalls::declarations() const {
  std::string text;
  for (int i = 0; i < model::number_of_slots; ++i)
    if (slots_used_[static_cast<std::size_t>(i)])
      text += fmt::format("{}{} = -1", text.empty() ? "  int " : ", ", model::show(static_cast<Slot>(i)));
  if (!text.empty()) text += ";\n";
  for (std::size_t i = 1; i < places_used_.size(); ++i)
    if (places_used_[i]) text += fmt::format("  struct address {} = {}();\n", "?pqr"[i], is_of_datagrams_ ? "udp_port" : "place");
  if (uses_to_) text += "  struct address to;\n";
  return text;
}

}  // namespace socketcheck::properties
