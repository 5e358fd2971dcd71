// What an observer on the wire knows of one end: by what it has emitted, and by what was delivered to it.
#pragma once

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "model/wire/segment.hpp"
#include "model/world/direction.hpp"

namespace socketcheck::model {

// Positions in the sequence count from the sender's SYN, which is 0; the stream's first byte is 1.
struct Track {
  std::optional<std::uint32_t> iss;
  Position sent = 0;            // SND.NXT: how far it has sent
  Position acknowledged = 0;    // SND.UNA: what was delivered to it says so
  Position received = 0;        // RCV.NXT: how far all was delivered to it
  Position offered_to = 0;      // how far its window reached at most
  Position may_send_to = 0;     // how far the other's window reached at most, by what was delivered
  bool window_was_taken_back = false;  // the other has offered less than before, by what was delivered
  Position last_acknowledgement = 0;  // the last that it has emitted
  std::int8_t scale = -1;       // the shift count that it has announced; -1: none
  std::optional<Position> fin;       // where its FIN stands, once emitted
  std::optional<Position> peers_fin;  // where the FIN stands that was delivered to it
  bool has_emitted = false;
  std::uint64_t emissions = 0;  // segments so far
  bool saw_syn = false;         // a SYN was delivered to it
  std::vector<std::pair<Position, Position>> beyond;  // delivered out of order: from, to

  // What was delivered last, which a RST may answer.
  static constexpr std::size_t remembered = 16;
  std::array<Segment, remembered> recent;
  std::size_t deliveries = 0;

  void remember(const Segment& segment) { recent[deliveries++ % remembered] = segment; }
  Position window() const { return offered_to > received ? offered_to - received : 0; }
};

// The position of a sequence number next to one that is known.
constexpr Position position_near(std::uint32_t number, std::uint32_t iss, Position known) {
  const auto distance = static_cast<std::int32_t>(number - (iss + static_cast<std::uint32_t>(known)));
  const auto position = static_cast<std::int64_t>(known) + distance;
  return position < 0 ? ~Position{0} : static_cast<Position>(position);
}

}  // namespace socketcheck::model
