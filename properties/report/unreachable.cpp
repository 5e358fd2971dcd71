#include "properties/report/unreachable.hpp"

#include <algorithm>

namespace socketcheck::properties {
namespace {

struct Unreachable {
  std::string_view rule;
  std::string_view reason;
};

constexpr Unreachable unreachable[] = {
    {"arrival.data.no-connection", "data for an end that is gone must cross a RST, and loopback delivers the RST first"},
    {"arrival.fin.no-connection", "a FIN for an end that is gone must cross a RST, and loopback delivers the RST first"},
    {"linux.arrival.reset.time-wait", "a RST for an end in TIME-WAIT must be delayed or forged, which takes a wire of one's own"},
    {"so-error.unreachable", "an ICMP error about a segment of TCP comes from a router, which takes a wire of one's own"},
    {"so-error.noted", "an ICMP error about a segment of TCP comes from a router, which takes a wire of one's own"},
    {"linux.so-error.noted", "an ICMP error about a segment of TCP comes from a router, which takes a wire of one's own"},
    {"arrival.ack-of-fin.fin-wait-1", "the acknowledgement may be delayed, so it is seen, never awaited"},
};

// Only sockets that are made one by one are ever unconnected, listening, connecting or shared.
bool needs_fresh_sockets(const model::RowText& row) {
  constexpr std::string_view operations[] = {"socket", "bind", "listen", "connect", "connect AF_UNSPEC", "accept",
                                             "accept at RLIMIT_NOFILE", "dup",
                                             "arrival of a SYN"};
  constexpr std::string_view situations[] = {".not-connected", ".not-connected-with-error", ".not-bound", ".connecting",
                                             ".listening", ".shared", ".refused", ".disconnected"};
  return std::any_of(std::begin(operations), std::end(operations), [&](std::string_view one) { return row.operation == one; }) ||
         std::any_of(std::begin(situations), std::end(situations), [&](std::string_view one) { return row.id.ends_with(one); });
}

}  // namespace

std::string_view why_unreachable_on_loopback(const model::RowText& row, const sut::Abilities& abilities) {
  const std::string_view rule = row.id;
  if (!abilities.fresh_sockets && needs_fresh_sockets(row)) return "the stack makes no sockets one by one";
  if (!abilities.fresh_sockets && rule == "arrival.reset.no-connection")
    return "two RSTs must cross, or a connection to itself be reset";
  if (rule == "send.nothing" && !abilities.zero_length_calls) return "the stack answers calls of zero length itself";
  for (const Unreachable& one : unreachable)
    if (one.rule == rule) return one.reason;
  return {};
}

}  // namespace socketcheck::properties
