// The passive observer of one connection: follows both ends from segment to segment (RFC 9293 3.3.1, 3.10.7).
#pragma once

#include "model/wire/track.hpp"

namespace socketcheck::model {

// What a segment is to the end that it is delivered to (RFC 9293 3.10.7.2 to 3.10.7.4).
struct Arrival {
  enum class Reset : std::uint8_t { none, exact, in_window, outside };
  bool is_discarded = false;        // its checksum is wrong, or it has no ACK bit
  bool is_acceptable = false;       // by its sequence number
  bool is_syn = false;              // a SYN in a synchronized state
  Reset reset = Reset::none;
  bool is_at_fin = false;           // a RST with the number of the FIN that was delivered last
  bool ends_at_next = false;        // a RST on a segment that reaches exactly as far as what was delivered
  bool is_behind_a_gap = false;     // a RST right behind all that was delivered out of order
  bool acknowledges_unsent = false;
  bool acknowledges_syn = false;    // of the receiver
  bool acknowledges_fin = false;    // of the receiver
  Position data_until = 0;          // how far the stream now reaches without a gap
  bool brings_data = false;
  bool brings_fin = false;          // the FIN stands in order now
  bool is_empty = false;            // neither data nor SYN nor FIN
  bool is_out_of_order = false;     // there is a gap before it
};

class Observer {
 public:
  const Track& of(int end) const { return tracks_[static_cast<std::size_t>(end)]; }
  // The handshake's segments have said where both sequences start.
  bool is_synchronized() const { return of(0).iss && of(1).iss; }

  // After it was judged.
  void emitted(const Segment& segment);
  Arrival delivered(const Segment& segment);
  // The end is gone, and a SYN comes that may open the connection anew.
  void begin_again(int end) { track(end) = {}; }

  Position sequence_of(const Segment& s) const;
  Position acknowledgement_of(const Segment& s) const;

 private:
  Track& track(int end) { return tracks_[static_cast<std::size_t>(end)]; }
  Arrival delivered_before_a_syn(Track& receiver, const Segment& s);
  void take_acknowledgement(Track& receiver, const Segment& s, Arrival& arrival);
  static void take_range(Track& receiver, Position from, Position to);
  Position window_of(const Segment& s) const;

  std::array<Track, 2> tracks_;
};

}  // namespace socketcheck::model
