// What the runner does as the wire between two ends: to the segments that one end has sent, or with some of its own.
// It is no call, so it has no rules: what follows is what each segment does where it arrives (model/wire/).
#pragma once

#include <cstdint>

#include "model/world/world.hpp"

namespace socketcheck::model {

enum class WireAction : std::uint8_t {
  hold,         // from now on segments stay on the wire, in both directions
  release,      // everything is delivered, and from now on at once
  deliver_all,  // everything is delivered, answers included; the wire goes on holding
  deliver,      // the next segment; or a changed copy of it, and the segment itself stays
  deliver_old,  // a copy of the segment that was delivered last
  drop,         // the next segment is lost
  duplicate,    // of the next segment there are two
  swap,         // the next two change places
  await,        // a retransmission of what was lost, or a probe of a window that is shut
  inject,       // a segment that the end never sent
};

// How the copy differs that is delivered.
enum class Change : std::uint8_t { none, checksum, sequence, without_fin, with_reset, with_syn };

// What is forged: as if the end had sent it.
enum class Forgery : std::uint8_t {
  reset_at_next,    // RST exactly at the receiver's RCV.NXT
  reset_in_window,  // RST within its window
  reset_outside,    // RST outside of it
  syn,              // SYN in a synchronized state
  ack_of_unsent,    // acknowledges what the receiver never sent
  blind_data,       // data in the window whose acknowledgement is far off
  data_after_fin,   // data where the stream goes on, or would go on behind its FIN
  // ICMP errors about what the receiver has sent last and nobody has acknowledged (RFC 9293 3.9.2.2):
  host_unreachable,       // there is no way to the end: a soft error
  port_unreachable,       // nobody is there: a hard one
  unreachable_elsewhere,  // a hard one, about a sequence number that is not on its way
};
inline constexpr int number_of_forgeries = 10;
constexpr bool is_icmp(Forgery forgery) { return forgery >= Forgery::host_unreachable; }

struct OnWire {
  Slot slot = Slot::a;  // whose segments
  WireAction action = WireAction::hold;
  Change change = Change::none;
  Forgery forgery = Forgery::reset_at_next;
  bool operator==(const OnWire&) const = default;
};

// Whether it is about the segments of one end.
constexpr bool is_of_one_end(WireAction action) {
  return action != WireAction::hold && action != WireAction::release && action != WireAction::deliver_all;
}

}  // namespace socketcheck::model
