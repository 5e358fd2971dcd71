// A line that is a call.
#include "model/text/parsers.hpp"

namespace socketcheck::model {
namespace {

Call parse_shutdown(Line& line, Slot slot) {
  if (!line.expect(",")) return {};
  if (line.take("SHUT_RDWR")) return Shutdown{slot, Half::both};
  if (line.take("SHUT_RD")) return Shutdown{slot, Half::read};
  if (line.take("SHUT_WR")) return Shutdown{slot, Half::write};
  return line.fail<Operation>("SHUT_RD, SHUT_WR or SHUT_RDWR");
}

Call parse_accept_at_limit(Line& line, Slot slot) {
  if (!line.take(",")) return line.fail<Operation>("`, RLIMIT_NOFILE`, or a slot and = before accept");
  if (!line.expect("RLIMIT_NOFILE")) return {};
  return AcceptAtLimit{slot};
}

Call parse_ioctl(Line& line, Slot slot) {
  if (!line.expect(",")) return {};
  if (line.take("FIONREAD")) return UnreadBytes{slot};
  if (line.take("SIOCOUTQ")) return UnacknowledgedBytes{slot};
  return line.fail<Operation>("FIONREAD or SIOCOUTQ");
}

template <class Op>
Call parse_plain(Line&, Slot slot) {
  return Op{slot};
}

struct Function {
  std::string_view name;
  Call (*parse)(Line&, Slot);
};
constexpr Function functions[] = {
    {"send", parse_send}, {"sendmsg", parse_sendmsg}, {"recv", parse_recv}, {"recvmsg", parse_recvmsg},
    {"sockatmark", parse_plain<AtMark>}, {"shutdown", parse_shutdown}, {"close", parse_plain<Close>},
    {"abort", parse_plain<Abort>}, {"poll", parse_plain<Poll>}, {"setsockopt", parse_setsockopt},
    {"getsockopt", parse_getsockopt}, {"getsockname", parse_plain<GetSockName>},
    {"getpeername", parse_plain<GetPeerName>}, {"ioctl", parse_ioctl}, {"bind", parse_bind}, {"listen", parse_listen},
    {"connect", parse_connect}, {"accept", parse_accept_at_limit}, {"sendto", parse_sendto}, {"recvfrom", parse_recvfrom}};

// `c = accept(a)`: the calls that make a descriptor, behind the slot that it is put into.
Call parse_making_call(Line& line, Slot made) {
  if (line.take("socket")) {
    if (!line.expect("(") || !line.expect(")")) return {};
    return NewSocket{made};
  }
  const bool accepts = line.take("accept");
  if (!accepts && !line.take("dup")) return line.fail<Operation>("socket, accept or dup");
  if (!line.expect("(")) return {};
  const auto slot = line.slot();
  if (!slot || !line.expect(")")) return {};
  if (accepts) return Accept{*slot, made};
  return Dup{*slot, made};
}

Call ended(Line& line, const Call& call) {
  if (!call || line.at_end()) return call;
  return line.fail<Operation>("the end of the line");
}

bool makes(std::string_view name) { return name == "socket" || name == "accept" || name == "dup"; }

// The call that waits; empty: none of that kind does.
std::optional<Begin> waiting_form(const Operation& call) {
  if (const auto* op = std::get_if<Recv>(&call); op != nullptr && op->size > 0 && *op == Recv{.slot = op->slot, .size = op->size})
    return Begin{.slot = op->slot, .call = Waiting::recv, .size = op->size};
  if (const auto* op = std::get_if<Send>(&call); op != nullptr && *op == Send{.slot = op->slot, .size = 1})
    return Begin{.slot = op->slot, .call = Waiting::send};
  if (const auto* op = std::get_if<Accept>(&call)) return Begin{.slot = op->slot, .call = Waiting::accept, .made = op->made};
  if (const auto* op = std::get_if<Poll>(&call)) return Begin{.slot = op->slot, .call = Waiting::poll};
  return std::nullopt;
}

Call fail_behind_begin(Line& line) {
  return line.fail<Operation>("recv(a, 5) of at least a byte, send(a, 1), poll(a) or c = accept(a) behind `begin`");
}

Call parse_begin(Line& line) {
  if (line.take("begin")) return fail_behind_begin(line);  // a line may be as long as somebody likes
  const Call call = parse_call(line);
  if (!call) return {};
  const auto begin = waiting_form(*call);
  return begin ? Call(*begin) : fail_behind_begin(line);
}

}  // namespace

Call parse_call(Line& line) {
  const std::size_t start = line.at_next_word();
  const std::string_view name = line.word();
  if (name == "begin") return parse_begin(line);
  if (!name.empty() && line.take("=")) {
    if (const auto made = slot_named(name)) return ended(line, parse_making_call(line, *made));
    line.back_to(start);
    return line.fail<Operation>("a slot, a to h");
  }
  for (const Function& function : functions) {
    if (function.name != name) continue;
    if (!line.expect("(")) return {};
    const auto slot = line.slot();
    if (!slot) return {};
    const Call call = function.parse(line, *slot);
    if (!call || !line.expect(")")) return {};
    return ended(line, call);
  }
  if (is_on_the_wire(name)) return ended(line, parse_on_wire(line, name));
  line.back_to(start);
  if (makes(name)) return line.fail<Operation>("a slot and = before " + std::string(name));
  return line.fail_with<Operation>(name.empty() ? "expected a call" : "there is no call `" + std::string(name) + "`");
}

}  // namespace socketcheck::model
