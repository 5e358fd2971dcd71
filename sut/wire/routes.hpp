// Addresses and routes of the namespace that the calling thread is in (Linux rtnetlink(7)).
#pragma once

#include <string>

#include "sut/kernel/family.hpp"

namespace socketcheck::sut {

// Each returns an empty text, or what went wrong.
std::string set_device_up(const char* device, int mtu);
std::string add_address(const char* device, const Address& address);
// All of the family goes through the device; every segment that is received over it is acknowledged at once.
std::string add_route(const char* device, int domain);

}  // namespace socketcheck::sut
