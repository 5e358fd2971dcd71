// The segments that must have travelled for a world to become another one.
#pragma once

#include <string>
#include <vector>

#include "model/world/world.hpp"

namespace socketcheck::properties::ladder {

inline constexpr int nobody_there = -1;

struct Segment {
  std::size_t connection = 0;
  int from = 0;  // the end that sends it; nobody_there: whoever answers where no socket is
  int to = 1;    // the end where it arrives; nobody_there: no socket is there
  std::string text;
  enum class Part : unsigned char { other, syn, syn_ack, ack_of_syn, fin } part = Part::other;
};

// In the order in which they travel. Sequence numbers are relative: the SYN is 0, the first byte 1. The acknowledgement
// of a FIN is among them only where a state waits for it.
std::vector<Segment> segments_between(const model::World& before, const model::World& after);

// `ACK n` for the FIN that this end has sent.
std::string ack_of_fin(const model::Direction& outgoing);

}  // namespace socketcheck::properties::ladder
