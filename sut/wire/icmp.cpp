#include "sut/wire/icmp.hpp"

#include <netinet/icmp6.h>
#include <netinet/ip_icmp.h>

#include <cstring>

#include "sut/wire/octets.hpp"

namespace socketcheck::sut {
namespace {

constexpr std::size_t ip4_header = 20;
constexpr std::size_t ip6_header = 40;
constexpr std::size_t icmp_header = 8;
constexpr std::uint8_t hops = 64;

// The quoted packet's addresses, the other way round.
void turn_addresses(std::uint8_t* to, const std::uint8_t* from, std::size_t at, std::size_t size) {
  std::memcpy(to + at, from + at + size, size);
  std::memcpy(to + at + size, from + at, size);
}

void put_icmp(std::uint8_t* icmp, int type, int code, std::span<const std::byte> quoted) {
  icmp[0] = static_cast<std::uint8_t>(type);
  icmp[1] = static_cast<std::uint8_t>(code);
  std::memcpy(icmp + icmp_header, quoted.data(), quoted.size());
}

}  // namespace

bool is_ipv6(const Frame& frame) { return frame.flow().source.storage.ss_family == AF_INET6; }

std::vector<std::byte> icmp_about(const Frame& frame, bool is_hard) {
  const auto quoted = frame.bytes();
  const auto* from = reinterpret_cast<const std::uint8_t*>(quoted.data());
  const std::size_t header = is_ipv6(frame) ? ip6_header : ip4_header;
  const std::size_t length = icmp_header + quoted.size();
  std::vector<std::byte> packet(header + length);
  auto* at = reinterpret_cast<std::uint8_t*>(packet.data());
  std::uint8_t* icmp = at + header;
  if (is_ipv6(frame)) {
    at[0] = 0x60;
    put16(at + 4, static_cast<std::uint16_t>(length));
    at[6] = IPPROTO_ICMPV6;
    at[7] = hops;
    turn_addresses(at, from, 8, 16);
    put_icmp(icmp, ICMP6_DST_UNREACH, is_hard ? ICMP6_DST_UNREACH_NOPORT : ICMP6_DST_UNREACH_ADDR, quoted);
    const std::uint64_t pseudo_header = sum(at + 8, 32) + IPPROTO_ICMPV6 + length;
    put16(icmp + 2, static_cast<std::uint16_t>(~folded(pseudo_header + sum(icmp, length))));
    return packet;
  }
  at[0] = 0x45;
  put16(at + 2, static_cast<std::uint16_t>(packet.size()));
  at[8] = hops;
  at[9] = IPPROTO_ICMP;
  turn_addresses(at, from, 12, 4);
  put16(at + 10, static_cast<std::uint16_t>(~folded(sum(at, header))));
  put_icmp(icmp, ICMP_DEST_UNREACH, is_hard ? ICMP_PORT_UNREACH : ICMP_HOST_UNREACH, quoted);
  put16(icmp + 2, static_cast<std::uint16_t>(~folded(sum(icmp, length))));
  return packet;
}

}  // namespace socketcheck::sut
