#include "model/text/show.hpp"

#include <cstring>

#include "model/text/option_words.hpp"
#include "model/datagrams/judge.hpp"
#include "model/text/wire_words.hpp"

namespace socketcheck::model {
namespace {

struct NamedEvent {
  std::int64_t bit;
  const char* name;
};
constexpr NamedEvent named_events[] = {
    {event::in, "POLLIN"},           {event::pri, "POLLPRI"},         {event::out, "POLLOUT"},
    {event::err, "POLLERR"},         {event::hup, "POLLHUP"},         {event::nval, "POLLNVAL"},
    {event::rd_norm, "POLLRDNORM"},  {event::rd_band, "POLLRDBAND"},  {event::wr_norm, "POLLWRNORM"},
    {event::wr_band, "POLLWRBAND"},  {event::rd_hup, "POLLRDHUP"}};

void add(std::string& text, std::string_view word, std::string_view between) {
  if (!text.empty()) text += between;
  text += word;
}

std::string call(std::string_view function, Slot slot, std::string_view rest = {}) {
  std::string text(function);
  text += '(';
  text += show(slot);
  if (!rest.empty()) {
    text += ", ";
    text += rest;
  }
  return text + ')';
}

// `5`, or `5 in 3` for so many buffers.
std::string size_in(std::uint32_t size, int buffers) {
  std::string text = std::to_string(size);
  if (buffers > 0) text += " in " + std::to_string(buffers);
  return text;
}

std::string with_flags(const std::string& size, std::string_view flags) {
  std::string text = size;
  if (!flags.empty()) {
    text += ", ";
    text += flags;
  }
  return text;
}

const char* half_name(Half half) {
  switch (half) {
    case Half::read: return "SHUT_RD";
    case Half::write: return "SHUT_WR";
    case Half::both: return "SHUT_RDWR";
  }
  return "";
}

std::string show_name_of(const Name& name) { return (name.any ? "*:" : "") + show_place(name.place); }

struct ShowCall {
  std::string operator()(const Send& op) const {
    std::string flags;
    if (op.no_signal) add(flags, "MSG_NOSIGNAL", "|");
    if (op.dont_wait) add(flags, "MSG_DONTWAIT", "|");
    if (op.more) add(flags, "MSG_MORE", "|");
    if (op.urgent) add(flags, "MSG_OOB", "|");
    return call(op.buffers > 0 ? "sendmsg" : "send", op.slot, with_flags(size_in(op.size, op.buffers), flags));
  }
  std::string operator()(const Recv& op) const {
    std::string flags;
    if (op.peek) add(flags, "MSG_PEEK", "|");
    if (op.truncate) add(flags, "MSG_TRUNC", "|");
    if (op.dont_wait) add(flags, "MSG_DONTWAIT", "|");
    if (op.wait_all) add(flags, "MSG_WAITALL", "|");
    return call(op.buffers > 0 ? "recvmsg" : "recv", op.slot, with_flags(size_in(op.size, op.buffers), flags));
  }
  std::string operator()(const RecvUrgent& op) const {
    return call("recv", op.slot, with_flags(size_in(op.size, 0), op.peek ? "MSG_OOB|MSG_PEEK" : "MSG_OOB"));
  }
  std::string operator()(const AtMark& op) const { return call("sockatmark", op.slot); }
  std::string operator()(const UnacknowledgedBytes& op) const { return call("ioctl", op.slot, "SIOCOUTQ"); }
  std::string operator()(const Shutdown& op) const { return call("shutdown", op.slot, half_name(op.half)); }
  std::string operator()(const Close& op) const { return call("close", op.slot); }
  std::string operator()(const Abort& op) const { return call("abort", op.slot); }
  std::string operator()(const Poll& op) const { return call("poll", op.slot); }
  std::string operator()(const GetError& op) const { return call("getsockopt", op.slot, "SO_ERROR"); }
  std::string operator()(const SetLinger& op) const {
    return call("setsockopt", op.slot,
                std::string("SO_LINGER, {") + (op.linger.on ? "1" : "0") + ", " + std::to_string(op.linger.seconds) + "}");
  }
  std::string operator()(const GetLinger& op) const { return call("getsockopt", op.slot, "SO_LINGER"); }
  std::string operator()(const SetNoDelay& op) const {
    return call("setsockopt", op.slot, op.on ? "TCP_NODELAY, 1" : "TCP_NODELAY, 0");
  }
  std::string operator()(const GetNoDelay& op) const { return call("getsockopt", op.slot, "TCP_NODELAY"); }
  std::string operator()(const SetOption& op) const {
    return call("setsockopt", op.slot, std::string(name_of(op.option)) + ", " + std::to_string(op.value));
  }
  std::string operator()(const GetOption& op) const { return call("getsockopt", op.slot, name_of(op.option)); }
  std::string operator()(const GetSockName& op) const { return call("getsockname", op.slot); }
  std::string operator()(const GetPeerName& op) const { return call("getpeername", op.slot); }
  std::string operator()(const UnreadBytes& op) const { return call("ioctl", op.slot, "FIONREAD"); }
  std::string operator()(const TcpInfo& op) const { return call("getsockopt", op.slot, "TCP_INFO"); }
  std::string operator()(const NewSocket& op) const { return made(op.slot, "socket()"); }
  std::string operator()(const Bind& op) const {
    return call("bind", op.slot, op.place == Place::none ? "0" : show_name_of({op.place, op.any}));
  }
  std::string operator()(const Listen& op) const { return call("listen", op.slot, std::to_string(op.backlog)); }
  std::string operator()(const Connect& op) const {
    return call("connect", op.slot, op.place == Place::none ? std::string(1, show(op.to)) : show_name_of({op.place, op.any}));
  }
  std::string operator()(const Disconnect& op) const { return call("connect", op.slot, "AF_UNSPEC"); }
  std::string operator()(const Accept& op) const { return made(op.made, call("accept", op.slot)); }
  std::string operator()(const AcceptAtLimit& op) const { return call("accept", op.slot, "RLIMIT_NOFILE"); }
  std::string operator()(const Dup& op) const { return made(op.made, call("dup", op.slot)); }
  std::string operator()(const SendTo& op) const {
    std::string where = op.place == Place::none ? std::string(1, show(op.to)) : show_place(op.place);
    if (op.port_zero) where = "0";
    return call("sendto", op.slot, std::to_string(op.size) + ", " + where);
  }
  std::string operator()(const RecvFrom& op) const {
    std::string flags;
    if (op.peek) add(flags, "MSG_PEEK", "|");
    if (op.truncate) add(flags, "MSG_TRUNC", "|");
    return call("recvfrom", op.slot, with_flags(std::to_string(op.size), flags));
  }
  std::string operator()(const ConnectToPortZero& op) const { return call("connect", op.slot, "0"); }
  std::string operator()(const SetKeepErrors& op) const {
    return call("setsockopt", op.slot, op.on ? "IP_RECVERR, 1" : "IP_RECVERR, 0");
  }
  std::string operator()(const TakeKeptError& op) const { return call("recvmsg", op.slot, "MSG_ERRQUEUE"); }
  std::string operator()(const Begin& op) const {
    return "begin " + without_waiting(op, [this](auto call) {
             if constexpr (std::is_same_v<decltype(call), Send>) call.no_signal = false;  // all of them are made so
             return (*this)(call);
           });
  }
  std::string operator()(const OnWire& op) const {
    std::string_view function;
    std::string_view rest;
    for (const auto& one : wire_actions)
      if (one.action == op.action) function = one.word;
    for (const auto& one : changes)
      if (op.action == WireAction::deliver && one.change == op.change) rest = one.word;
    for (const auto& one : forgeries)
      if (op.action == WireAction::inject && one.forgery == op.forgery) rest = one.word;
    return is_of_one_end(op.action) ? call(function, op.slot, rest) : std::string(function) + "()";
  }

  static std::string made(Slot slot, const std::string& by) { return std::string{show(slot)} + " = " + by; }
};

std::string show_name(std::int64_t value) {
  switch (value) {
    case name::own: return "its own name";
    case name::peer: return "the peer's name";
    case name::port_only: return "an unspecified address with a port";
    case name::unspecified: return "an unspecified name";
    case name::address_only: return "an address without a port";
    default: return "another name";
  }
}
std::string show_connection(std::int64_t value) {
  return value == 0 ? "a connection from elsewhere" : "connection " + std::to_string(value);
}
std::string show_linger(std::int64_t value) {
  return value < 0 ? "{0, 0}" : "{1, " + std::to_string(value) + "}";
}

struct ShowValue {
  std::int64_t value;
  std::uint8_t from;
  template <class Op>
  std::string operator()(const Op&) const {
    return std::to_string(value);
  }
  std::string operator()(const Poll&) const { return show_events(value); }
  std::string operator()(const GetError&) const { return model::show(static_cast<Error>(value)); }
  std::string operator()(const GetLinger&) const { return show_linger(value); }
  std::string operator()(const GetSockName&) const { return show_name(value); }
  std::string operator()(const GetPeerName&) const { return show_name(value); }
  std::string operator()(const TcpInfo&) const { return std::string(model::show(static_cast<State>(value))); }
  std::string operator()(const Accept&) const { return show_connection(value); }
  std::string operator()(const TakeKeptError&) const { return model::show(static_cast<Error>(value)); }
  std::string operator()(const RecvFrom&) const { return std::to_string(value) + " from " + show_place(static_cast<Place>(from)); }
};

std::string show_range(const Allowed& allowed) {
  const auto one = [&](std::int64_t value) -> std::string {
    switch (allowed.reading) {
      case Reading::state: return std::string(show(static_cast<State>(value)));
      case Reading::linger: return show_linger(value);
      case Reading::name: return show_name(value);
      case Reading::error: return show(static_cast<Error>(value));
      case Reading::connection: return show_connection(value);
      case Reading::number: case Reading::bytes: case Reading::events: break;
    }
    return std::to_string(value);
  };
  if (allowed.least == allowed.most) return one(allowed.least);
  return one(allowed.least) + " to " + one(allowed.most);
}

std::string with_sigpipes(std::string text, int sigpipes) {
  if (sigpipes == 1) return text + ", SIGPIPE";
  if (sigpipes > 1) return text + ", " + std::to_string(sigpipes) + " SIGPIPE";
  return text;
}

std::string show_socket(const View& v, Slot slot) {
  std::string text{show(slot), ' '};
  text += show(v.own().state);
  const Direction& in = v.incoming();
  if (in.unread_most() > 0) {
    text += ", ";
    if (!in.exact()) text += std::to_string(in.unread_least()) + " to ";
    text += std::to_string(in.unread_most()) + " unread";
  }
  if (fin_received(v)) text += ", FIN received";
  if (in.has_mark() && in.mark >= in.read) {
    text += in.mark == in.read ? ", at the urgent mark" : ", the urgent mark in " + std::to_string(in.mark - in.read);
    if (in.urgent == Urgent::taken) text += " (taken)";
  }
  if (read_shut(v)) text += ", read half closed";
  if (write_shut(v)) text += ", write half closed";
  if (v.socket().pending == Pending::reset) text += ", ECONNRESET pending";
  if (v.socket().pending == Pending::broken_pipe) text += ", EPIPE pending";
  if (v.socket().pending == Pending::refused) text += ", ECONNREFUSED pending";
  if (v.socket().pending == Pending::unreachable) text += ", EHOSTUNREACH pending";
  if (v.socket().noted != Pending::none) text += ", " + show(error_of(v.socket().noted)) + " noted";
  if (v.connection().to_itself && !has_ended(v)) text += ", connected to itself";
  if (is_listening(v)) text += ", " + std::to_string(waiting_in_queue(v.world(), v.own().socket)) + " waiting";
  if (v.socket().owns_place && v.socket().place != Place::none) text += ", at " + show_name_of(name_of(v.socket()));
  if (v.outgoing().is_late()) text += ", data held back";
  return text;
}

}  // namespace

std::string show_place(Place place) {
  constexpr const char* names[] = {"nowhere", "p", "q", "r", "p of the usual address", "q of the usual address", "r of the usual address"};
  if (place < Place::first_chosen) return names[static_cast<int>(place)];
  if (static_cast<std::uint8_t>(place) == place_elsewhere) return "elsewhere";
  return "chosen port " + std::to_string(static_cast<int>(place) - static_cast<int>(Place::first_chosen) + 1);
}

std::string show(const Start& start) {
  const auto with_slots = [](const char* name, Slot first, Slot second) {
    return std::string("start ") + name + " " + show(first) + " " + show(second);
  };
  if (const auto* pair = std::get_if<StartPair>(&start)) return with_slots("pair", pair->active, pair->passive);
  if (const auto* one = std::get_if<StartListening>(&start)) return with_slots("listening", one->listener, one->other);
  if (const auto* one = std::get_if<StartDatagrams>(&start)) return with_slots("datagrams", one->bound, one->other);
  return "start fresh";
}

std::string show(const Operation& operation) { return std::visit(ShowCall{}, operation); }

std::string show(Error error) {
  switch (error) {
    case Error::none: return "0";
    case Error::again: return "EAGAIN";
    case Error::connection_reset: return "ECONNRESET";
    case Error::broken_pipe: return "EPIPE";
    case Error::not_connected: return "ENOTCONN";
    case Error::invalid_argument: return "EINVAL";
    case Error::bad_descriptor: return "EBADF";
    case Error::not_supported: return "EOPNOTSUPP";
    case Error::interrupted: return "EINTR";
    case Error::connection_refused: return "ECONNREFUSED";
    case Error::host_unreachable: return "EHOSTUNREACH";
    case Error::connection_aborted: return "ECONNABORTED";
    case Error::in_progress: return "EINPROGRESS";
    case Error::already: return "EALREADY";
    case Error::is_connected: return "EISCONN";
    case Error::address_in_use: return "EADDRINUSE";
    case Error::address_not_available: return "EADDRNOTAVAIL";
    case Error::destination_required: return "EDESTADDRREQ";
    case Error::family_not_supported: return "EAFNOSUPPORT";
    case Error::too_many_files: return "EMFILE";
    case Error::no_protocol_option: return "ENOPROTOOPT";
    case Error::message_size: return "EMSGSIZE";
    case Error::other: break;
  }
  return "another error";
}

std::string show(const Begin& begin, const Allowed& allowed) {
  const bool only_waits = allowed.kind == Allowed::Kind::error ? allowed.error == Error::again : allowed.most == 0;
  return only_waits && allowed.admits(waits(begin)) ? "it waits" : show(allowed);
}

std::string show(const Operation& operation, const Answer& seen) {
  if (const auto* begin = std::get_if<Begin>(&operation); begin != nullptr && means_waiting(*begin, seen)) return "it waits";
  if (const auto* begin = std::get_if<Begin>(&operation))
    return without_waiting(*begin, [&](const auto& call) { return show(Operation(call), seen); });
  if (!seen.failed()) return with_sigpipes(std::visit(ShowValue{seen.value, seen.from}, operation), seen.sigpipes);
  const char* name = seen.error == Error::other ? strerrorname_np(seen.system_error) : nullptr;
  const std::string error = name != nullptr ? name : show(seen.error);
  return with_sigpipes("-1 " + error, seen.sigpipes);
}

std::string show_events(std::int64_t events) {
  std::string text;
  for (const NamedEvent& named : named_events)
    if ((events & named.bit) != 0) add(text, named.name, "|");
  return text.empty() ? "0" : text;
}

std::string show(const Allowed& allowed) {
  switch (allowed.kind) {
    case Allowed::Kind::nothing: return "nothing";
    case Allowed::Kind::range:
      return show_range(allowed) + (allowed.from == 0 ? std::string() : " from " + show_place(static_cast<Place>(allowed.from)));
    case Allowed::Kind::error: return with_sigpipes("-1 " + show(allowed.error), allowed.sigpipes);
    case Allowed::Kind::events: break;
  }
  const std::int64_t optional = allowed.most & ~allowed.least;
  if (optional == 0) return show_events(allowed.least);
  return (allowed.least == 0 ? "any of " : show_events(allowed.least) + ", perhaps ") + show_events(optional);
}

std::string show(const World& world) {
  if (world.datagrams.on) return datagrams::show(world);
  std::string text;
  for (int i = 0; i < number_of_slots; ++i) {
    const auto slot = static_cast<Slot>(i);
    if (!world.is_empty(slot)) add(text, show_socket(View::of(world, slot), slot), "; ");
  }
  for (const Connection& connection : world.connections) {
    if (connection.handshake != Handshake::done) continue;
    for (int i = 0; i < (connection.to_itself ? 1 : 2); ++i) {
      const End& end = connection.ends[static_cast<std::size_t>(i)];
      const bool waits = end.socket != nobody && world.socket(end.socket).descriptors == 0;
      if (waits) add(text, "waiting end " + std::string(show(end.state)), "; ");
      // Of the connections that a program makes, ends that are gone are many, and none of them matters.
      if (end.socket == nobody && (end.state != State::closed || connection.number == 0))
        add(text, "closed end " + std::string(show(end.state)), "; ");
    }
  }
  return text;
}

std::string show(const Program& program) {
  std::string text = show(program.start) + "\n";
  for (const Operation& operation : program.calls) text += show(operation) + "\n";
  return text;
}

std::string show_file(const Program& program) { return std::string(version_line) + "\n" + show(program); }

}  // namespace socketcheck::model
