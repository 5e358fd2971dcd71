// accept(2): take the first connection from a listener's queue.
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

// The answer's value says which connection it is: the number of the first SYN that had the same two names.
struct Accept {
  Slot slot = Slot::a;
  Slot made = Slot::c;  // where the descriptor is put; the slot is empty
  bool operator==(const Accept&) const = default;
};

inline std::int8_t next_for(const View& v) { return next_in_queue(v.world(), v.own().socket); }

inline Allowed the_first_that_waits(const View& v, const Accept&) {
  return returns(first_of_its_names(v.world(), v.world().connection(next_for(v))), Reading::connection);
}
inline void accept_first(View& v, const Accept& op, const Answer&) {
  World& world = v.world();
  Connection& accepted = world.connection(next_for(v));
  take_from_queue(world, accepted);
  const std::int8_t socket = accepted.ends[1].socket;
  world.socket(socket).descriptors = 1;
  world.descriptors[static_cast<std::size_t>(op.made)] = socket;
}
inline bool first_has_ended(const View& v) {
  return somebody_waits(v) && v.world().connection(next_for(v)).ends[1].state == State::closed;
}
inline void drop_first(View& v, const Accept&, const Answer&) {
  World& world = v.world();
  Connection& dropped = world.connection(next_for(v));
  take_from_queue(world, dropped);
  world.forget_socket(dropped.ends[1].socket);
}
inline Allowed accept_aborted(const View&, const Accept&) { return fails(Error::connection_aborted); }

inline constexpr Rule<Accept> accept_rules[] = {
    {.id = "accept.first",
     .source = "POSIX.1-2017 accept() DESCRIPTION: the first connection on the queue",
     .when = [](const View& v, const Accept&) { return is_listening(v) && somebody_waits(v) && !first_has_ended(v); },
     .allows = the_first_that_waits,
     .then = accept_first},

    {.id = "accept.aborted",
     .source = "POSIX.1-2017 accept() ERRORS [ECONNABORTED], shall: a connection has been aborted",
     .when = [](const View& v, const Accept&) { return is_listening(v) && first_has_ended(v); },
     .allows = accept_aborted,
     .then = drop_first,
     .also = {{.allows = the_first_that_waits, .then = accept_first}}},

    {.id = "accept.nobody-waits",
     .source = "POSIX.1-2017 accept() ERRORS [EAGAIN], shall",
     .when = [](const View& v, const Accept&) { return is_listening(v) && !somebody_waits(v); },
     .allows = [](const View&, const Accept&) { return fails(Error::again); }},

    {.id = "accept.not-listening",
     .source = "POSIX.1-2017 accept() ERRORS [EINVAL], shall: the socket is not accepting connections",
     .when = [](const View& v, const Accept&) { return !is_listening(v); },
     .allows = [](const View&, const Accept&) { return fails(Error::invalid_argument); }},
};

inline constexpr Rule<Accept> linux_accept_rules[] = {
    {.id = "linux.accept.aborted",
     .source = "POSIX is silent on whether a connection stays in the queue; measured: Linux 6.18, it does, and is accepted "
               "with its data and its error",
     .refines = "accept.aborted",
     .when = [](const View& v, const Accept&) { return is_listening(v) && first_has_ended(v); },
     .allows = the_first_that_waits,
     .then = accept_first},
};

}  // namespace socketcheck::model
