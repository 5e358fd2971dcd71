#include "properties/report/packetdrill/script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "model/text/show.hpp"
#include "properties/report/packetdrill/segment_text.hpp"

namespace socketcheck::properties {
namespace {

using sut::Sighting;

constexpr std::string_view passive_begin =
    "0    socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n"
    "+0   setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0\n"
    "+0   bind(3, ..., ...) = 0\n"
    "+0   listen(3, 1) = 0\n"
    "+0   < S 0:0(0) win 65535 <mss 1460>\n"
    "+0   > S. 0:0(0) ack 1 <...>\n"
    "+0   < . 1:1(0) ack 1 win 65535\n"
    "+0   accept(3, ..., ...) = 4\n"
    "+0   setsockopt(4, SOL_TCP, TCP_NODELAY, [1], 4) = 0\n";
constexpr std::string_view active_begin =
    "0    socket(..., SOCK_STREAM, IPPROTO_TCP) = 4\n"
    "+0   fcntl(4, F_SETFL, O_RDWR|O_NONBLOCK) = 0\n"
    "+0   connect(4, ..., ...) = -1 EINPROGRESS (Operation now in progress)\n"
    "+0   > S 0:0(0) <...>\n"
    "+0   < S. 0:0(0) ack 1 win 65535 <mss 1460>\n"
    "+0   > . 1:1(0) ack 1\n"
    "+0   setsockopt(4, SOL_TCP, TCP_NODELAY, [1], 4) = 0\n";

std::string result(const model::Answer& answer) {
  if (!answer.failed()) return std::to_string(answer.value);
  return fmt::format("-1 {} ({})", model::show(answer.error), std::strerror(answer.system_error));
}

// A call of the end that packetdrill runs; empty: there is no word for it.
std::string call_text(const model::Operation& call, const model::Answer& answer) {
  if (answer.sigpipes > 0) return {};  // it would end packetdrill
  if (const auto* send = std::get_if<model::Send>(&call))
    return fmt::format("+0   send(4, ..., {}, MSG_DONTWAIT) = {}\n", send->size, result(answer));
  if (const auto* recv = std::get_if<model::Recv>(&call); recv != nullptr && !recv->peek && !recv->truncate)
    return fmt::format("+0   recv(4, ..., {}, MSG_DONTWAIT) = {}\n", recv->size, result(answer));
  if (const auto* shutdown = std::get_if<model::Shutdown>(&call)) {
    constexpr const char* halves[] = {"SHUT_RD", "SHUT_WR", "SHUT_RDWR"};
    return fmt::format("+0   shutdown(4, {}) = {}\n", halves[static_cast<int>(shutdown->half)], result(answer));
  }
  if (std::holds_alternative<model::Close>(call)) return fmt::format("+0   close(4) = {}\n", result(answer));
  if (std::holds_alternative<model::Abort>(call))
    return "+0   setsockopt(4, SOL_SOCKET, SO_LINGER, {onoff=1, linger=0}, 8) = 0\n+0   close(4) = 0\n";
  return {};
}

// Of `owed.ack.fin` and the like: the failure is the answer that did not come.
bool is_owed(const Failure& failure) {
  return failure.kind == FailureKind::frame && failure.after_deadline &&
         (failure.rule().find("owed.ack.") != std::string::npos ||
          failure.rule().find("owed.reset.") != std::string::npos);
}

class Script {
 public:
  explicit Script(const Finding& finding) : finding_(finding) {}

  std::optional<std::string> take() {
    const auto* pair = std::get_if<model::StartPair>(&finding_.program.start);
    if (pair == nullptr || finding_.failure.allowed.empty() || !is_owed(finding_.failure)) return std::nullopt;
    const std::optional<Sighting> last = last_delivered();
    if (!last) return std::nullopt;
    own_end_ = 1 - last->segment.from;
    own_slot_ = own_end_ == 0 ? pair->active : pair->passive;
    if (!add_steps()) return std::nullopt;
    add_what_is_owed(*last);
    return heading() + std::string(own_end_ == 0 ? active_begin : passive_begin) + text_;
  }

 private:
  std::string heading() const {
    return fmt::format("// {}: {} did otherwise.\n// {}: {}\n// The last line is what did not come.\n",
                       finding_.property, finding_.stack, finding_.failure.rule(),
                       finding_.failure.allowed.front().source);
  }

  // What is owed is owed for it.
  std::optional<Sighting> last_delivered() const {
    std::optional<Sighting> last;
    for (const Step& step : finding_.steps)
      for (const Sighting& one : step.sightings)
        if (one.kind == Sighting::Kind::delivered && finding_.failure.subject.find(words_of(one)) != std::string::npos)
          last = one;
    return last;
  }

  bool add_steps() {
    std::size_t next = 0;
    for (const model::Operation& call : finding_.program.calls) {
      if (next == finding_.steps.size()) break;
      const Step& step = finding_.steps[next++];
      if (step.call != model::show(call)) return false;  // calls that were not made: more than a script should tell
      if (!std::holds_alternative<model::OnWire>(call) && model::slot_of(call) == own_slot_) {
        const std::string text = call_text(call, step.answer);
        if (text.empty()) return false;
        text_ += text;
      }
      for (const Sighting& one : step.sightings)
        if (!add(one)) return false;
    }
    return true;
  }

  bool add(const Sighting& one) {
    const bool is_own = one.segment.from == own_end_;
    if (one.kind == Sighting::Kind::emitted && is_own) {
      text_ += fmt::format("+0   > {}\n", packetdrill_text(one));
      sent_ = std::max(sent_, one.sequence + one.segment.reach());
    }
    if (one.kind != Sighting::Kind::delivered || is_own) return true;
    if (!one.segment.checksum_is_right || one.sequence < 0) return false;
    text_ += fmt::format("+0   < {} win {}\n", packetdrill_text(one), one.segment.window);
    return true;
  }

  // A RST takes its number from what it answers (RFC 9293 3.10.7.1).
  void add_what_is_owed(const Sighting& last) {
    if (finding_.failure.rule().find("owed.reset.") != std::string::npos) {
      text_ += fmt::format("+0   > R {0}:{0}(0)\n", last.acknowledgement);
      return;
    }
    text_ += fmt::format("+0~+.5 > . {0}:{0}(0) ack {1}\n", sent_, last.sequence + last.segment.reach());
  }

  const Finding& finding_;
  int own_end_ = 0;
  model::Slot own_slot_ = model::Slot::a;
  std::int64_t sent_ = 1;
  std::string text_;
};

}  // namespace

std::optional<std::string> packetdrill_script(const Finding& finding) { return Script(finding).take(); }

}  // namespace socketcheck::properties
