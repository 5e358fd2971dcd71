// What a ladder diagram shows of an end of a connection at one moment.
#pragma once

#include <optional>
#include <string>

#include "model/world/view.hpp"

namespace socketcheck::properties::ladder {

struct Shown {
  model::State state = model::State::closed;
  bool has_socket = false;     // else all that follows is nothing
  model::Position unread = 0;  // at most
  bool is_exact = true;        // that many, and not fewer
  bool at_eof = false;         // the peer's FIN is in the queue, or was read
  model::Pending pending = model::Pending::none;
  bool read_shut = false;
  std::uint32_t waiting = 0;  // connections in its queue, of a listening socket
  bool window_full = false;   // the peer need not take all that was written
  bool operator==(const Shown&) const = default;
};

// `state` is given, because a picture may let an acknowledgement arrive earlier than the model must.
Shown shown_at(const model::View& view, model::State state);

// What has changed beside the state; empty: nothing.
std::string difference(const Shown& before, const Shown& after);

}  // namespace socketcheck::properties::ladder
