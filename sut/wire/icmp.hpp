// ICMP and ICMPv6 error messages about a segment, as the host that it was for sends them.
#pragma once

#include <cstddef>
#include <vector>

#include "sut/wire/frame.hpp"

namespace socketcheck::sut {

// A whole packet for whoever has sent the segment: Destination Unreachable (RFC 792; RFC 4443 3.1), port where it is hard,
// else host or address, with the segment quoted.
std::vector<std::byte> icmp_about(const Frame& frame, bool is_hard);

bool is_ipv6(const Frame& frame);

}  // namespace socketcheck::sut
