// The three ways to reach the loopback interface of TCP/IP.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>

namespace socketcheck::sut {

enum class Family : std::uint8_t { ipv4, ipv6, mapped };  // mapped: IPv4 through an AF_INET6 socket

// An address of any of the three.
struct Address {
  sockaddr_storage storage{};
  socklen_t length = sizeof(sockaddr_storage);
  sockaddr* raw() { return reinterpret_cast<sockaddr*>(&storage); }
  const sockaddr* raw() const { return reinterpret_cast<const sockaddr*>(&storage); }
  std::uint16_t port() const;  // host byte order
};

bool operator==(const Address& left, const Address& right);

int domain_of(Family family);
// The same address with another port.
Address with_port(const Address& address, unsigned port);
// 0.0.0.0, :: or ::ffff:0.0.0.0.
bool is_unspecified(const Address& address);
bool is_loopback(const Address& address);
// 0.0.0.0, :: or ::ffff:0.0.0.0, with port 0: every address of the family.
Address every_address(Family family);
// A loopback address with port 0. `choice` picks one of 127.0.0.0/8 where the family has more than one, so that
// processes that run at the same time stay out of each other's way.
Address loopback(Family family, std::uint32_t choice);
// 127.0.0.1, ::1 or ::ffff:127.0.0.1 with port 0: what the system itself chooses as the source of what goes there.
Address usual_loopback(Family family);

}  // namespace socketcheck::sut
