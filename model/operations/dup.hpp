// dup(2): one more descriptor of the same socket.
#pragma once

#include "model/rules/rule.hpp"

namespace socketcheck::model {

struct Dup {
  Slot slot = Slot::a;
  Slot made = Slot::c;  // where the new descriptor is put; the slot is empty
  bool operator==(const Dup&) const = default;
};

inline void add_descriptor(View& v, const Dup& op, const Answer&) {
  ++v.socket().descriptors;
  v.world().descriptors[static_cast<std::size_t>(op.made)] = v.own().socket;
}

inline constexpr Rule<Dup> dup_rules[] = {
    {.id = "dup.made",
     .source = "POSIX.1-2017 dup() DESCRIPTION and RETURN VALUE",
     .when = [](const View&, const Dup&) { return true; },
     .allows = [](const View&, const Dup&) { return ok(); },
     .then = add_descriptor},
};

}  // namespace socketcheck::model
