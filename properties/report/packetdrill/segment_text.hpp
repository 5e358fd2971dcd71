// A segment in packetdrill's words, and in the suite's own.
#pragma once

#include <string>

#include "sut/wire/sighting.hpp"

namespace socketcheck::properties {

// `FP. 1:4(3) ack 1`: flags, from which number to which, and how many bytes; without a window.
std::string packetdrill_text(const sut::Sighting& one);
// `FIN ACK 6, 5 bytes, ack 1`, as failures name it.
std::string words_of(const sut::Sighting& one);

}  // namespace socketcheck::properties
