#include "sut/wire/frame.hpp"

#include <netinet/ip.h>
#include <netinet/ip6.h>

#include <cstring>

#include "sut/wire/octets.hpp"

namespace socketcheck::sut {
namespace {

constexpr std::size_t ip4_header = 20;
constexpr std::size_t ip6_header = 40;
constexpr std::size_t tcp_header = 20;

std::int8_t window_scale_in(std::span<const std::uint8_t> options) {
  for (std::size_t i = 0; i < options.size();) {
    if (options[i] == 0) break;
    if (options[i] == 1) {
      ++i;
      continue;
    }
    if (i + 1 >= options.size() || options[i + 1] < 2) break;
    if (options[i] == 3 && i + 2 < options.size()) return static_cast<std::int8_t>(options[i + 2]);
    i += options[i + 1];
  }
  return -1;
}

Address address4(const std::uint8_t* ip, std::uint16_t port) {
  Address address;
  auto& in = reinterpret_cast<sockaddr_in&>(address.storage);
  in.sin_family = AF_INET;
  in.sin_port = htons(port);
  std::memcpy(&in.sin_addr, ip, 4);
  address.length = sizeof in;
  return address;
}
Address address6(const std::uint8_t* ip, std::uint16_t port) {
  Address address;
  auto& in = reinterpret_cast<sockaddr_in6&>(address.storage);
  in.sin6_family = AF_INET6;
  in.sin6_port = htons(port);
  std::memcpy(&in.sin6_addr, ip, 16);
  address.length = sizeof in;
  return address;
}
void copy_ip(std::uint8_t* to, const Address& address) {
  if (address.storage.ss_family == AF_INET) std::memcpy(to, &reinterpret_cast<const sockaddr_in&>(address.storage).sin_addr, 4);
  else std::memcpy(to, &reinterpret_cast<const sockaddr_in6&>(address.storage).sin6_addr, 16);
}

}  // namespace

Flow reversed(const Flow& flow) { return {flow.destination, flow.source}; }

// Whether it is a whole packet, as long as its header says: no fragment, and nothing cut off or added (RFC 791 3.1,
// RFC 8200 3).
bool Frame::read_addresses() {
  const auto* at = reinterpret_cast<const std::uint8_t*>(bytes_.data());
  if (bytes_.size() < ip4_header) return false;
  if (at[0] >> 4 == 4) {
    constexpr std::uint16_t more_fragments_and_offset = 0x3fff;
    if (at[9] != IPPROTO_TCP || (get16(at + 6) & more_fragments_and_offset) != 0) return false;
    tcp_at_ = (at[0] & 15u) * 4u;
    if (tcp_at_ < ip4_header || get16(at + 2) != bytes_.size() || bytes_.size() < tcp_at_ + tcp_header) return false;
    flow_ = {address4(at + 12, get16(tcp())), address4(at + 16, get16(tcp() + 2))};
  } else {
    if (bytes_.size() < ip6_header + tcp_header || at[0] >> 4 != 6 || at[6] != IPPROTO_TCP) return false;
    if (ip6_header + get16(at + 4) != bytes_.size()) return false;
    tcp_at_ = ip6_header;
    flow_ = {address6(at + 8, get16(tcp())), address6(at + 24, get16(tcp() + 2))};
  }
  return data_at() >= tcp_at_ + tcp_header && data_at() <= bytes_.size();
}

std::optional<Frame> Frame::parse(std::span<const std::byte> bytes) {
  Frame frame;
  frame.bytes_.assign(bytes.begin(), bytes.end());
  if (!frame.read_addresses()) return std::nullopt;
  return frame;
}

std::span<const std::byte> Frame::data() const { return std::span(bytes_).subspan(data_at()); }

model::Segment Frame::segment() const {
  model::Segment s;
  s.sequence = get32(tcp() + 4);
  s.acknowledgement = get32(tcp() + 8);
  s.flags = tcp()[13] & 63;
  s.window = get16(tcp() + 14);
  s.length = static_cast<std::uint32_t>(bytes_.size() - data_at());
  if (s.has(model::flag::syn)) s.window_scale = window_scale_in({tcp() + tcp_header, data_at() - tcp_at_ - tcp_header});
  s.checksum_is_right = tcp_sum() == 0xffff;
  return s;
}

// Over the pseudo-header and the segment; 0xffff where the checksum is right (RFC 9293 3.1).
std::uint16_t Frame::tcp_sum() const {
  const auto* at = reinterpret_cast<const std::uint8_t*>(bytes_.data());
  const std::size_t length = bytes_.size() - tcp_at_;
  const bool is_v4 = at[0] >> 4 == 4;
  std::uint64_t total = is_v4 ? sum(at + 12, 8) : sum(at + 8, 32);
  total += IPPROTO_TCP + length;
  return folded(total + sum(tcp(), length));
}

void Frame::make_checksum() {
  put16(tcp() + 16, 0);
  put16(tcp() + 16, static_cast<std::uint16_t>(~tcp_sum()));
}

void Frame::set_length() {
  auto* at = reinterpret_cast<std::uint8_t*>(bytes_.data());
  if (at[0] >> 4 == 6) {
    put16(at + 4, static_cast<std::uint16_t>(bytes_.size() - ip6_header));
    return;
  }
  put16(at + 2, static_cast<std::uint16_t>(bytes_.size()));
  put16(at + 10, 0);
  put16(at + 10, static_cast<std::uint16_t>(~folded(sum(at, tcp_at_))));
}

Frame Frame::forge(const Flow& flow, const model::Segment& header, std::span<const std::byte> data) {
  Frame frame;
  const bool is_v4 = flow.source.storage.ss_family == AF_INET;
  frame.flow_ = flow;
  frame.tcp_at_ = is_v4 ? ip4_header : ip6_header;
  frame.bytes_.resize(frame.tcp_at_ + tcp_header + data.size());
  auto* at = reinterpret_cast<std::uint8_t*>(frame.bytes_.data());
  constexpr std::uint8_t hops = 64;
  if (is_v4) {
    at[0] = 0x45;
    at[8] = hops;
    at[9] = IPPROTO_TCP;
    copy_ip(at + 12, flow.source);
    copy_ip(at + 16, flow.destination);
  } else {
    at[0] = 0x60;
    at[6] = IPPROTO_TCP;
    at[7] = hops;
    copy_ip(at + 8, flow.source);
    copy_ip(at + 24, flow.destination);
  }
  put16(frame.tcp(), flow.source.port());
  put16(frame.tcp() + 2, flow.destination.port());
  put32(frame.tcp() + 4, header.sequence);
  put32(frame.tcp() + 8, header.acknowledgement);
  frame.tcp()[12] = tcp_header / 4 << 4;
  frame.tcp()[13] = header.flags;
  put16(frame.tcp() + 14, header.window);
  std::memcpy(frame.bytes_.data() + frame.tcp_at_ + tcp_header, data.data(), data.size());
  frame.set_length();
  frame.make_checksum();
  return frame;
}

void Frame::set_flags(std::uint8_t flags) {
  tcp()[13] = flags;
  make_checksum();
}
void Frame::set_sequence(std::uint32_t sequence) {
  put32(tcp() + 4, sequence);
  make_checksum();
}
void Frame::set_acknowledgement(std::uint32_t acknowledgement) {
  put32(tcp() + 8, acknowledgement);
  make_checksum();
}
void Frame::set_window(std::uint16_t window) {
  put16(tcp() + 14, window);
  make_checksum();
}
void Frame::set_data_byte(std::size_t index, std::byte value) {
  bytes_[data_at() + index] = value;
  make_checksum();
}
void Frame::cut_data(std::size_t length) {
  bytes_.resize(data_at() + length);
  set_length();
  make_checksum();
}
void Frame::break_checksum() { tcp()[16] = static_cast<std::uint8_t>(tcp()[16] ^ 0x55); }

}  // namespace socketcheck::sut
