// The scenes that need the wire between two kernels.
#include <fcntl.h>
#include <poll.h>

#include "model/rules/flavours.hpp"
#include "model/text/parse.hpp"
#include "properties/article/scene.hpp"
#include "properties/runner/run.hpp"
#include "sut/stacks.hpp"
#include "sut/wire/side.hpp"

namespace socketcheck::properties::article {
namespace {

constexpr int longest_way_of_a_datagram = 1000;  // milliseconds

bool is_udp(std::span<const std::byte> packet) {
  if (packet.size() < 40) return packet.size() > 9 && std::to_integer<int>(packet[9]) == IPPROTO_UDP;
  const bool is_v6 = std::to_integer<int>(packet[0]) >> 4 == 6;
  return std::to_integer<int>(packet[is_v6 ? 6 : 9]) == IPPROTO_UDP;
}

}  // namespace

Shown Scene::run_on_wire(std::string_view text, const std::vector<std::size_t>& evidence) {
  const std::string_view usual = family_ == sut::Family::ipv4 ? "linux-wire4" : "linux-wire6";
  const sut::StackEntry* entry = sut::find_stack(wire_.empty() ? usual : wire_);
  const auto stack = entry->make();
  Coverage coverage(*model::flavour(entry->flavour));
  Runner runner(*stack, coverage.book(), coverage);
  std::vector<Step> steps;
  const Outcome outcome = runner.run(std::get<model::Program>(model::parse_program(text)), steps);
  Shown shown;
  if (const auto* failed = std::get_if<sut::CouldNotTest>(&outcome)) shown.problem = failed->reason;
  for (const Step& step : steps) shown.answers.push_back(step.seen);
  if (const Failure* failure = failure_of(outcome))
    shown.deviation = failure->seen + " where " + failure->rule() + " asks for " + failure->allowed.front().answer;
  for (const std::size_t number : evidence)
    if (!silent_ && number <= steps.size()) note(steps[number - 1].call + " = " + steps[number - 1].seen);
  return shown;
}

std::optional<long> Scene::datagrams_of_two_connects_and_a_send() {
  auto made = sut::Side::make(family_, 0);
  if (const auto* failed = std::get_if<sut::CouldNotTest>(&made)) {
    note(failed->reason);
    return std::nullopt;
  }
  sut::Side& host = *std::get<std::unique_ptr<sut::Side>>(made);
  const Side a{host.socket(sut::domain_of(family_), SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), 'a'};
  open_.push_back(a.fd);
  // Nobody answers there, and nobody needs to.
  const sut::Address there = sut::with_port(host.peer_address(), 9);
  connect(a, there);
  connect(a, sut::with_port(there, 10));
  send(a, 1);
  long datagrams = 0;
  pollfd device{host.device(), POLLIN, 0};
  while (::poll(&device, 1, datagrams == 0 ? longest_way_of_a_datagram : 0) > 0)
    if (is_udp(host.read())) ++datagrams;
  return datagrams;
}

}  // namespace socketcheck::properties::article
