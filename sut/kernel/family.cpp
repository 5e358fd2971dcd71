#include "sut/kernel/family.hpp"

#include <arpa/inet.h>

#include <cstring>

namespace socketcheck::sut {
namespace {

const sockaddr_in& v4(const Address& a) { return reinterpret_cast<const sockaddr_in&>(a.storage); }
const sockaddr_in6& v6(const Address& a) { return reinterpret_cast<const sockaddr_in6&>(a.storage); }

// 127.x.y.z, none of them 0 or 255.
std::uint32_t loopback_of(std::uint32_t choice) {
  const std::uint32_t x = 1 + choice % 254;
  const std::uint32_t y = 1 + choice / 254 % 254;
  const std::uint32_t z = 1 + choice / (254 * 254) % 254;
  return htonl(0x7f000000u | x << 16 | y << 8 | z);
}

Address make_v4(std::uint32_t ip) {
  Address address;
  auto& in = reinterpret_cast<sockaddr_in&>(address.storage);
  in.sin_family = AF_INET;
  in.sin_addr.s_addr = ip;
  address.length = sizeof in;
  return address;
}

Address make_v6(const in6_addr& ip) {
  Address address;
  auto& in = reinterpret_cast<sockaddr_in6&>(address.storage);
  in.sin6_family = AF_INET6;
  in.sin6_addr = ip;
  address.length = sizeof in;
  return address;
}

in6_addr map(std::uint32_t ip) {
  in6_addr mapped{};
  mapped.s6_addr[10] = mapped.s6_addr[11] = 0xff;
  std::memcpy(&mapped.s6_addr[12], &ip, sizeof ip);
  return mapped;
}

}  // namespace

std::uint16_t Address::port() const {
  return ntohs(storage.ss_family == AF_INET6 ? v6(*this).sin6_port : v4(*this).sin_port);
}

bool operator==(const Address& left, const Address& right) {
  if (left.storage.ss_family != right.storage.ss_family || left.port() != right.port()) return false;
  if (left.storage.ss_family == AF_INET) return v4(left).sin_addr.s_addr == v4(right).sin_addr.s_addr;
  return std::memcmp(&v6(left).sin6_addr, &v6(right).sin6_addr, sizeof(in6_addr)) == 0;
}

Address with_port(const Address& address, unsigned port) {
  Address result = address;
  const in_port_t number = htons(static_cast<std::uint16_t>(port));
  if (address.storage.ss_family == AF_INET6) reinterpret_cast<sockaddr_in6&>(result.storage).sin6_port = number;
  else reinterpret_cast<sockaddr_in&>(result.storage).sin_port = number;
  return result;
}

bool is_unspecified(const Address& address) {
  if (address.storage.ss_family == AF_INET) return v4(address).sin_addr.s_addr == 0;
  const in6_addr& ip = v6(address).sin6_addr;
  const in6_addr mapped_zero = map(0);
  return IN6_IS_ADDR_UNSPECIFIED(&ip) || std::memcmp(&ip, &mapped_zero, sizeof ip) == 0;
}

bool is_loopback(const Address& address) {
  if (address.storage.ss_family == AF_INET) return (ntohl(v4(address).sin_addr.s_addr) >> 24) == 127;
  const in6_addr& ip = v6(address).sin6_addr;
  return IN6_IS_ADDR_LOOPBACK(&ip) || (IN6_IS_ADDR_V4MAPPED(&ip) && ip.s6_addr[12] == 127);
}

int domain_of(Family family) { return family == Family::ipv4 ? AF_INET : AF_INET6; }

Address usual_loopback(Family family) {
  const std::uint32_t ip = htonl(INADDR_LOOPBACK);
  switch (family) {
    case Family::ipv4: return make_v4(ip);
    case Family::ipv6: return make_v6(in6addr_loopback);
    case Family::mapped: return make_v6(map(ip));
  }
  return {};
}

Address loopback(Family family, std::uint32_t choice) {
  switch (family) {
    case Family::ipv4: return make_v4(loopback_of(choice));
    case Family::ipv6: return make_v6(in6addr_loopback);
    case Family::mapped: return make_v6(map(loopback_of(choice)));
  }
  return {};
}

Address every_address(Family family) {
  switch (family) {
    case Family::ipv4: return make_v4(htonl(INADDR_ANY));
    case Family::ipv6: return make_v6(in6addr_any);
    case Family::mapped: return make_v6(map(htonl(INADDR_ANY)));
  }
  return {};
}

}  // namespace socketcheck::sut
