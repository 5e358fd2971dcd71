// What somebody who watches the wire sees, and how the kernels list both ends right after it.
#pragma once

#include <array>
#include <cstdint>

#include "model/wire/segment.hpp"
#include "model/world/state.hpp"

namespace socketcheck::sut {

struct Sighting {
  enum class Kind : std::uint8_t {
    emitted,    // an end has put it onto the wire
    delivered,  // it has reached the other end
    lost,       // it was taken off the wire
    released,   // no segment: the program is over, and the wire holds nothing back any more
    looked,     // no segment: the states alone
  };
  Kind kind = Kind::looked;
  model::Segment segment;         // with the connection that all of this is about
  std::int64_t sequence = 0;      // relative: the SYN is 0, the stream's first byte 1
  std::int64_t acknowledgement = 0;
  std::array<model::State, 2> states{};  // of the ends; CLOSED: nothing is kept there
};

}  // namespace socketcheck::sut
