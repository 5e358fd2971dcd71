// The two flows of each connection on the wire: how far each has come, by its frames alone.
#pragma once

#include <optional>
#include <vector>

#include "sut/wire/frame.hpp"

namespace socketcheck::sut {

// One direction of a connection.
struct FlowState {
  Flow flow;
  int connection = -1;  // -1: nobody has said yet to which connection it belongs
  int end = 0;          // the end that sends
  std::uint32_t initial = 0;          // its SYN's sequence number
  std::uint32_t sent = 0;             // the end of what was emitted
  std::uint32_t acknowledgement = 0;  // the last that it has emitted
  std::uint32_t acknowledged = 0;     // of it, by what was delivered to its end
  std::uint32_t window = 0;           // as it stood in the header, of the last segment
  int shift = 0;                      // of its window
  bool fin_was_delivered = false;
  bool is_shut_out = false;           // the last window that was delivered to its end is too small for a full segment
  std::optional<std::uint32_t> delivered_syn;  // the number of its SYN, once delivered
  bool has_begun = false;
  bool has_acknowledged = false;      // anything

  bool has_unacknowledged() const { return has_begun && static_cast<std::int32_t>(sent - acknowledged) > 0; }
};

class Flows {
 public:
  void program_begins() { flows_.clear(); }
  // From now on frames of these names belong to connection `number`; earlier connections of the same names are over.
  void name(const Flow& active_to_passive, int number);

  FlowState& of(const Flow& flow);
  FlowState* find(int connection, int end);
  const std::vector<FlowState>& all() const { return flows_; }
  // Frames between these names are no program's any more.
  bool knows(const Flow& flow) const;

  void emitted(const Frame& frame);
  void delivered(const Frame& frame);
  // Whether all that the frame carries was emitted before.
  bool is_repeated(const Frame& frame);
  // The frame's header, with connection, end, and whether its data is the stream's.
  model::Segment segment_of(const Frame& frame);
  // FIN ACK 6, ack 1: numbers from the SYN's on.
  std::string show(const Frame& frame);

 private:
  std::vector<FlowState> flows_;
};

}  // namespace socketcheck::sut
