// socket(2): a stream socket that is neither bound nor connected.
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

struct NewSocket {
  Slot slot = Slot::a;  // where its descriptor is put; the slot is empty
  bool operator==(const NewSocket&) const = default;
};

inline void make_socket(View& v, const NewSocket& op, const Answer&) {
  World& world = v.world();
  const std::int8_t number = world.add_socket(world.add_connection(), 0);
  world.socket(number).descriptors = 1;
  world.descriptors[static_cast<std::size_t>(op.slot)] = number;
}

inline constexpr Rule<NewSocket> new_socket_rules[] = {
    {.id = "socket.made",
     .source = "POSIX.1-2017 socket() RETURN VALUE",
     .when = [](const View&, const NewSocket&) { return true; },
     .allows = [](const View&, const NewSocket&) { return ok(); },
     .then = make_socket},
};

}  // namespace socketcheck::model
