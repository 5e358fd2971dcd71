#include "properties/report/unreachable.hpp"

namespace socketcheck::properties {
namespace {

struct Unreachable {
  std::string_view rule;
  std::string_view reason;
};

constexpr Unreachable unreachable[] = {
    {"arrival.data.no-connection", "data for an end that is gone must cross a RST, and loopback delivers the RST first"},
    {"arrival.fin.no-connection", "a FIN for an end that is gone must cross a RST, and loopback delivers the RST first"},
    {"arrival.reset.no-connection", "two RSTs must cross"},
    {"arrival.ack-of-fin.fin-wait-1", "the acknowledgement may be delayed, so it is seen, never awaited"},
};

}  // namespace

std::string_view why_unreachable_on_loopback(std::string_view rule, const sut::Abilities& abilities) {
  if (rule == "send.nothing" && !abilities.zero_length_calls) return "the stack answers calls of zero length itself";
  for (const Unreachable& one : unreachable)
    if (one.rule == rule) return one.reason;
  return {};
}

}  // namespace socketcheck::properties
