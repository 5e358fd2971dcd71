// sockatmark(3), ioctl(SIOCATMARK): is the next byte of the stream the urgent one?
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/words.hpp"

namespace socketcheck::model {

struct AtMark {
  Slot slot = Slot::a;
  bool operator==(const AtMark&) const = default;
};

inline Allowed whether_at_mark(const View& v, const AtMark&) { return returns(!is_listening(v) && is_at_mark(v) ? 1 : 0); }

inline constexpr Rule<AtMark> at_mark_rules[] = {
    {.id = "at-mark.open",
     .source = "POSIX.1-2017 sockatmark() DESCRIPTION: 1 if all data up to the mark has been read",
     .when = [](const View& v, const AtMark&) { return is_connected(v); },
     .allows = whether_at_mark},

    {.id = "at-mark.not-connected",
     .source = "POSIX.1-2017 sockatmark() is silent on sockets that are not connected",
     .when = [](const View& v, const AtMark&) { return !is_connected(v); },
     .allows = whether_at_mark,
     .also = {{.allows = [](const View&, const AtMark&) { return returns(0); }},
              {.allows = [](const View&, const AtMark&) { return fails(Error::invalid_argument); }},
              {.allows = [](const View&, const AtMark&) { return fails(Error::not_connected); }}}},
};

inline constexpr Rule<AtMark> linux_at_mark_rules[] = {
    {.id = "linux.at-mark.not-connected",
     .source = "POSIX is silent on sockets that are not connected; measured: Linux 6.18, as on others, and 0 where there is no mark",
     .refines = "at-mark.not-connected",
     .when = [](const View& v, const AtMark&) { return !is_connected(v); },
     .allows = whether_at_mark},
};

}  // namespace socketcheck::model
