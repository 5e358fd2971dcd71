// Which of the two transports a program is about.
#pragma once

#include <cstdint>

namespace socketcheck::model {

enum class Transport : std::uint8_t { stream, datagram };  // TCP, UDP

}  // namespace socketcheck::model
