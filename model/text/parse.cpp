#include "model/text/parse.hpp"

#include <charconv>
#include <optional>
#include <vector>

#include "model/text/option_words.hpp"
#include "model/text/show.hpp"
#include "model/text/wire_words.hpp"

namespace socketcheck::model {
namespace {

constexpr std::uint32_t largest_size = 1u << 20;
constexpr std::uint32_t most_buffers = 8;
constexpr std::size_t most_calls = 100'000;

std::optional<Slot> slot_named(std::string_view name) {
  if (name.size() == 1 && name[0] >= 'a' && name[0] < 'a' + number_of_slots) return static_cast<Slot>(name[0] - 'a');
  return std::nullopt;
}

// Reads one line from left to right; the first thing that does not fit is remembered with its column.
class Line {
 public:
  Line(std::string_view text, int number) : text_(text), number_(number) {}

  bool at_end() {
    skip_blanks();
    return at_ == text_.size();
  }
  bool take(std::string_view word) {
    skip_blanks();
    if (text_.substr(at_, word.size()) != word) return false;
    if (is_word(word.back()) && at_ + word.size() < text_.size() && is_word(text_[at_ + word.size()])) return false;
    at_ += word.size();
    return true;
  }
  std::string_view word() {
    skip_blanks();
    const std::size_t start = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }
  std::optional<std::uint32_t> number(std::uint32_t largest) {
    skip_blanks();
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc{} || value > largest) return fail<std::uint32_t>("a number from 0 to " + std::to_string(largest));
    at_ = static_cast<std::size_t>(end - text_.data());
    return value;
  }
  std::optional<std::uint32_t> number_between(std::uint32_t least, std::uint32_t largest) {
    const std::size_t start = at_next_word();
    const auto value = number(largest);
    if (!value || *value >= least) return value;
    at_ = start;
    return fail<std::uint32_t>("a number from " + std::to_string(least) + " to " + std::to_string(largest));
  }
  std::optional<Slot> slot(std::string_view expected = "a slot, a to h") {
    skip_blanks();
    const std::size_t start = at_;
    const std::string_view name = word();
    if (const auto slot = slot_named(name)) return slot;
    at_ = start;
    return fail<Slot>(std::string(expected));
  }
  bool expect(std::string_view word) {
    if (take(word)) return true;
    fail<int>("`" + std::string(word) + "`");
    return false;
  }
  template <class T>
  std::optional<T> fail(const std::string& expected) {
    return fail_with<T>("expected " + expected);
  }
  template <class T>
  std::optional<T> fail_with(const std::string& message) {
    if (!error_) error_ = ParseError{number_, static_cast<int>(at_) + 1, message};
    return std::nullopt;
  }
  std::size_t at_next_word() {
    skip_blanks();
    return at_;
  }
  void back_to(std::size_t at) { at_ = at; }
  const std::optional<ParseError>& error() const { return error_; }

 private:
  static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r')) ++at_;
  }

  std::string_view text_;
  int number_;
  std::size_t at_ = 0;
  std::optional<ParseError> error_;
};

using Call = std::optional<Operation>;

struct Flag {
  std::string_view name;
  bool* set;
};

// `, FLAG|FLAG`, if there is any.
bool flags(Line& line, std::initializer_list<Flag> known) {
  if (!line.take(",")) return true;
  do {
    bool found = false;
    for (const Flag& flag : known)
      if (line.take(flag.name)) found = *flag.set = true;
    if (!found) {
      std::string names;
      for (const Flag& flag : known) names += (names.empty() ? "" : ", ") + std::string(flag.name);
      line.fail<int>("a flag of " + names);
      return false;
    }
  } while (line.take("|"));
  return true;
}

// `, 5`
template <class Op>
bool take_size(Line& line, Op& op) {
  if (!line.expect(",")) return false;
  const auto size = line.number(largest_size);
  if (size) op.size = *size;
  return size.has_value();
}
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

Call parse_shutdown(Line& line, Slot slot) {
  if (!line.expect(",")) return {};
  if (line.take("SHUT_RDWR")) return Shutdown{slot, Half::both};
  if (line.take("SHUT_RD")) return Shutdown{slot, Half::read};
  if (line.take("SHUT_WR")) return Shutdown{slot, Half::write};
  return line.fail<Operation>("SHUT_RD, SHUT_WR or SHUT_RDWR");
}

constexpr struct {
  std::string_view name;
  Place place;
} given_places[] = {{"p", Place::p}, {"q", Place::q}, {"r", Place::r}};

std::optional<Place> given_place(Line& line) {
  for (const auto& [name, place] : given_places)
    if (line.take(name)) return place;
  return std::nullopt;
}

Call parse_bind(Line& line, Slot slot) {
  if (!line.expect(",")) return {};
  if (line.take("*:")) {
    const auto place = given_place(line);
    return place ? Call(Bind{slot, *place, true}) : line.fail<Operation>("p, q or r");
  }
  if (const auto place = given_place(line)) return Bind{slot, *place};
  if (line.take("0")) return Bind{slot, Place::none};
  return line.fail<Operation>("p, q, r, 0, or *: and p, q or r");
}

Call parse_listen(Line& line, Slot slot) {
  if (!line.expect(",")) return {};
  const auto backlog = line.number(65535);
  if (!backlog) return {};
  return Listen{slot, *backlog};
}

Call parse_connect(Line& line, Slot slot) {
  if (!line.expect(",")) return {};
  if (line.take("AF_UNSPEC")) return Disconnect{slot};
  if (line.take("0")) return ConnectToPortZero{slot};
  if (line.take("*:")) {
    const auto place = given_place(line);
    return place ? Call(Connect{slot, *place, Slot::a, true}) : line.fail<Operation>("p, q or r");
  }
  if (const auto place = given_place(line)) return Connect{slot, *place};
  const auto to = line.slot("p, q, r, 0, AF_UNSPEC or a slot, a to h");
  if (!to) return {};
  return Connect{slot, Place::none, *to};
}

const OptionWord* option_word(Line& line) {
  for (const OptionWord& word : option_words)
    if (line.take(word.name)) return &word;
  return nullptr;
}
// Behind other names: the last one is behind an `or`.
std::string names_of_options() {
  std::string names;
  for (const OptionWord& word : option_words)
    names += (&word == std::end(option_words) - 1 ? " or " : ", ") + std::string(word.name);
  return names;
}

Call parse_sendto(Line& line, Slot slot) {
  SendTo op{.slot = slot};
  if (!line.expect(",")) return {};
  const auto size = line.number(largest_size);
  if (!size || !line.expect(",")) return {};
  op.size = *size;
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
  if (!line.expect(",")) return {};
  const auto size = line.number(largest_size);
  if (!size) return {};
  op.size = *size;
  if (!flags(line, {{"MSG_PEEK", &op.peek}, {"MSG_TRUNC", &op.truncate}})) return {};
  return op;
}

Call parse_setsockopt(Line& line, Slot slot) {
  if (!line.expect(",")) return {};
  if (line.take("IP_RECVERR")) {
    if (!line.expect(",")) return {};
    const auto on = line.number(1);
    if (!on) return {};
    return SetKeepErrors{slot, *on == 1};
  }
  if (line.take("TCP_NODELAY")) {
    if (!line.expect(",")) return {};
    const auto on = line.number(1);
    if (!on) return {};
    return SetNoDelay{slot, *on == 1};
  }
  if (const OptionWord* word = option_word(line)) {
    if (!line.expect(",")) return {};
    const auto value = line.number(word->largest);
    if (!value) return {};
    return SetOption{slot, word->option, *value};
  }
  if (!line.take("SO_LINGER")) return line.fail<Operation>("SO_LINGER, TCP_NODELAY, IP_RECVERR" + names_of_options());
  if (!line.expect(",") || !line.expect("{")) return {};
  const auto on = line.number(1);
  if (!on || !line.expect(",")) return {};
  const auto seconds = line.number(65535);
  if (!seconds || !line.expect("}")) return {};
  return SetLinger{slot, {*on == 1, static_cast<std::uint16_t>(*seconds)}};
}

Call parse_getsockopt(Line& line, Slot slot) {
  if (!line.expect(",")) return {};
  if (line.take("SO_ERROR")) return GetError{slot};
  if (line.take("SO_LINGER")) return GetLinger{slot};
  if (line.take("TCP_NODELAY")) return GetNoDelay{slot};
  if (line.take("TCP_INFO")) return TcpInfo{slot};
  if (const OptionWord* word = option_word(line)) return GetOption{slot, word->option};
  return line.fail<Operation>("SO_ERROR, SO_LINGER, TCP_NODELAY, TCP_INFO" + names_of_options());
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

// `deliver(a, BAD_CHECKSUM)`: which of the words it is.
template <class Words, class Member>
bool take_word(Line& line, const Words& words, Member member, OnWire& op, std::string_view what) {
  for (const auto& one : words)
    if (line.take(one.word)) {
      op.*member = [&] {
        if constexpr (requires { one.change; }) return one.change;
        else return one.forgery;
      }();
      return true;
    }
  std::string names;
  for (const auto& one : words) names += (names.empty() ? "" : ", ") + std::string(one.word);
  line.fail<int>(std::string(what) + " of " + names);
  return false;
}

bool is_on_the_wire(std::string_view name) {
  for (const auto& one : wire_actions)
    if (one.word == name) return true;
  return false;
}

// An operation on the wire, behind its name.
Call parse_on_wire(Line& line, std::string_view name) {
  OnWire op;
  for (const auto& one : wire_actions)
    if (one.word == name) op.action = one.action;
  if (!line.expect("(")) return {};
  if (name == "deliver" && line.take(")")) return OnWire{.action = WireAction::deliver_all};
  if (is_of_one_end(op.action)) {
    const auto slot = line.slot();
    if (!slot) return {};
    op.slot = *slot;
    if (op.action == WireAction::inject && (!line.expect(",") || !take_word(line, forgeries, &OnWire::forgery, op, "a forgery")))
      return {};
    if (op.action == WireAction::deliver && line.take(",") && !take_word(line, changes, &OnWire::change, op, "a change")) return {};
  }
  if (!line.expect(")")) return {};
  return op;
}

// Events that can be waited for, of those that poll shows.
constexpr struct {
  std::string_view name;
  std::int64_t event;
} awaited_events[] = {{"POLLIN", event::in}, {"POLLPRI", event::pri}, {"POLLOUT", event::out}, {"POLLRDHUP", event::rd_hup}};

std::optional<std::int64_t> parse_events(Line& line) {
  std::int64_t events = 0;
  do {
    const std::int64_t before = events;
    for (const auto& [name, event] : awaited_events)
      if (line.take(name)) events |= event;
    if (events == before) return line.fail<std::int64_t>("an event of POLLIN, POLLPRI, POLLOUT, POLLRDHUP");
  } while (line.take("|"));
  return events;
}

// A call that waits takes no flags but those that change what it waits for, or how it ends.
std::optional<Begin> as_blocking(Line& line, const Operation& call) {
  if (const auto* op = std::get_if<Recv>(&call))
    return op->truncate || op->dont_wait || op->wait_all || op->buffers > 0 ? line.fail<Begin>("no other flag than MSG_PEEK") : begin(*op);
  if (const auto* op = std::get_if<Send>(&call)) {
    if (op->dont_wait || op->more || op->urgent || op->buffers > 0) return line.fail<Begin>("no other flag than MSG_NOSIGNAL");
    return op->size == 0 ? line.fail<Begin>("a send of 1 byte or more") : begin(*op);
  }
  if (const auto* op = std::get_if<Accept>(&call)) return begin(*op);
  if (const auto* op = std::get_if<Connect>(&call)) return begin(*op);
  return line.fail<Begin>("recv, send, accept, connect, poll, select or epoll_wait");
}

Call parse_poll_for(Line& line, Waiting by) {
  if (!line.expect("(")) return {};
  const auto slot = line.slot();
  if (!slot || !line.expect(",")) return {};
  const auto events = parse_events(line);
  if (!events || !line.expect(")")) return {};
  if (by == Waiting::select && (*events & event::rd_hup) != 0) return line.fail<Operation>("no POLLRDHUP, which select has not");
  return begin(PollFor{*slot, *events, by});
}

Call parse_call(Line& line);

// `begin recv(a, 5)`, `begin c = accept(a)`, `begin poll(a, POLLIN)`.
Call parse_begin(Line& line) {
  constexpr struct {
    std::string_view function;
    Waiting by;
  } functions_of_events[] = {{"poll", Waiting::poll}, {"select", Waiting::select}, {"epoll_wait", Waiting::epoll},
                             {"epoll_wait_edge", Waiting::epoll_edge}};
  for (const auto& [function, by] : functions_of_events)
    if (line.take(function)) return ended(line, parse_poll_for(line, by));
  const Call call = parse_call(line);
  if (!call) return {};
  if (const auto begin = as_blocking(line, *call)) return *begin;
  return {};
}

// `interrupt recv(a)`
Call parse_interrupt(Line& line) {
  constexpr struct {
    std::string_view name;
    Waits in;
  } kinds[] = {{"recv", Waits::recv}, {"send", Waits::send}, {"accept", Waits::accept}, {"connect", Waits::connect}, {"poll", Waits::poll}};
  for (const auto& [name, in] : kinds) {
    if (!line.take(name)) continue;
    if (!line.expect("(")) return {};
    const auto slot = line.slot();
    if (!slot || !line.expect(")")) return {};
    return ended(line, Interrupt{*slot, in});
  }
  return line.fail<Operation>("recv, send, accept, connect or poll");
}

bool makes(std::string_view name) { return name == "socket" || name == "accept" || name == "dup"; }

Call parse_call(Line& line) {
  const std::size_t start = line.at_next_word();
  const std::string_view name = line.word();
  if (name == "begin") return parse_begin(line);
  if (name == "interrupt") return parse_interrupt(line);
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

bool parse_start(Line& line, Start& start) {
  if (!line.expect("start")) return false;
  const bool fresh = line.take("fresh");
  const bool listening = !fresh && line.take("listening");
  const bool datagrams = !fresh && !listening && line.take("datagrams");
  if (fresh) {
    start = StartFresh{};
  } else {
    if (!listening && !datagrams && !line.take("pair"))
      return line.fail<int>("`pair`, `fresh`, `listening` or `datagrams`").has_value();
    const auto first = line.slot();
    if (!first) return false;
    const auto second = line.slot();
    if (!second) return false;
    if (*first == *second) return line.fail_with<int>("the two slots of a start are different ones").has_value();
    if (datagrams) start = StartDatagrams{*first, *second};
    else if (listening) start = StartListening{*first, *second};
    else start = StartPair{*first, *second};
  }
  if (line.at_end()) return true;
  return line.fail<int>("the end of the line").has_value();
}

bool is_version_line(std::string_view line) { return line.starts_with("socketcheck ") || line == "socketcheck"; }

}  // namespace

std::variant<Program, ParseError> parse_program(std::string_view text) {
  Program program;
  bool started = false;
  int number = 0;
  while (!text.empty()) {
    // A comment goes to the end of its line, whatever stands in it.
    const std::size_t stop = text.find_first_of("\n;#");
    const std::size_t end = stop != std::string_view::npos && text[stop] == '#' ? text.find('\n', stop) : stop;
    const std::string_view content = text.substr(0, stop);
    ++number;
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    Line line(content, number);
    if (line.at_end()) continue;
    if (number == 1 && is_version_line(content)) {
      if (!line.take("socketcheck") || !line.take("1") || !line.at_end())
        return ParseError{1, 1, "this is not version 1 of the format: the first line is `" + std::string(version_line) + "`"};
      continue;
    }
    if (!started) {
      started = parse_start(line, program.start);
    } else if (const Call call = parse_call(line)) {
      program.calls.push_back(*call);
      if (program.calls.size() > most_calls) return ParseError{number, 1, "more than 100000 calls"};
    }
    if (line.error()) return *line.error();
  }
  if (!started) return ParseError{number == 0 ? 1 : number, 1, "expected `start pair a b`, `start fresh`, `start listening a b` or `start datagrams a b`"};
  return program;
}

}  // namespace socketcheck::model
