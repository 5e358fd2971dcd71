// recv(2) with MSG_OOB: take the urgent byte (RFC 9293 3.8.5; RFC 6093 tells how little systems agree on it).
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

struct RecvUrgent {
  Slot slot = Slot::a;
  std::uint32_t size = 1;  // bytes, 0 to 1 MiB; no more than one comes
  bool peek = false;       // MSG_PEEK
  bool operator==(const RecvUrgent&) const = default;
};

inline void take_urgent_byte(View& v, const RecvUrgent& op, const Answer&) {
  if (!op.peek) v.incoming().urgent = Urgent::taken;
}
inline Allowed urgent_byte(const View&, const RecvUrgent& op) { return bytes(op.size > 0 ? 1 : 0, op.size > 0 ? 1 : 0); }
inline Allowed no_urgent_byte(const View&, const RecvUrgent&) { return fails(Error::invalid_argument); }
inline Allowed urgent_byte_is_on_its_way(const View&, const RecvUrgent&) { return fails(Error::again); }
inline Allowed urgent_data_is_unknown(const View&, const RecvUrgent&) { return fails(Error::not_supported); }
inline Allowed not_connected_for_urgent_data(const View&, const RecvUrgent&) { return fails(Error::not_connected); }

inline bool urgent_byte_is_to_be_had(const View& v) {
  return !is_inline(v) && v.incoming().has_mark() && v.incoming().urgent != Urgent::taken;
}
inline bool has_urgent_byte(const View& v) { return !is_listening(v) && urgent_byte_is_to_be_had(v) && urgent_byte_is_there(v); }
inline bool awaits_urgent_byte(const View& v) { return !is_listening(v) && urgent_byte_is_to_be_had(v) && !urgent_byte_is_there(v); }
inline bool has_no_urgent_byte(const View& v) { return !is_listening(v) && !urgent_byte_is_to_be_had(v); }
// Reset or refused before a FIN had come.
inline bool ended_without_fin(const View& v) { return in_state(v, State::closed) && !fin_received(v); }

inline constexpr Rule<RecvUrgent> recv_urgent_rules[] = {
    {.id = "recv-urgent.there",
     .source = "POSIX.1-2017 recv() MSG_OOB and XSH 2.10.12; RFC 9293 3.8.5 [MUST-31]",
     .when = [](const View& v, const RecvUrgent&) { return has_urgent_byte(v); },
     .allows = urgent_byte,
     .then = take_urgent_byte,
     .also = {{.allows = [](const View& v, const RecvUrgent&) { return has_ended(v) ? fails(Error::not_connected) : nothing(); }},
              {.allows = [](const View& v, const RecvUrgent&) { return has_ended(v) ? fails(Error::invalid_argument) : nothing(); }},
              {.allows = urgent_data_is_unknown}}},

    {.id = "recv-urgent.on-its-way",
     .source = "POSIX.1-2017 recv() ERRORS [EAGAIN] and [EINVAL], shall: no out-of-band data is available",
     .when = [](const View& v, const RecvUrgent&) { return awaits_urgent_byte(v); },
     .allows = urgent_byte_is_on_its_way,
     .also = {{.allows = no_urgent_byte}, {.allows = urgent_data_is_unknown},
              {.allows = [](const View& v, const RecvUrgent&) { return has_ended(v) || read_shut(v) ? bytes(0, 0) : nothing(); }}}},

    {.id = "recv-urgent.none",
     .source = "POSIX.1-2017 recv() ERRORS [EINVAL], shall: MSG_OOB is set and no out-of-band data is available; POSIX.1-2017 recv() ERRORS [ENOTCONN], shall",
     .when = [](const View& v, const RecvUrgent&) { return has_no_urgent_byte(v); },
     .allows = no_urgent_byte,
     .also = {{.allows = [](const View& v, const RecvUrgent&) { return is_connected(v) ? nothing() : fails(Error::not_connected); }},
              {.allows = urgent_data_is_unknown}}},

    {.id = "recv-urgent.listening",
     .source = "POSIX.1-2017 recv() ERRORS [ENOTCONN], shall: the socket is not connected; POSIX.1-2017 recv() ERRORS [EINVAL], shall",
     .when = [](const View& v, const RecvUrgent&) { return is_listening(v); },
     .allows = not_connected_for_urgent_data,
     .also = {{.allows = no_urgent_byte}, {.allows = urgent_data_is_unknown}}},
};

inline constexpr Rule<RecvUrgent> linux_recv_urgent_rules[] = {
    {.id = "linux.recv-urgent.there",
     .source = "POSIX is silent on what a RST leaves; measured: Linux 6.18, ENOTCONN after one that no FIN preceded",
     .refines = "recv-urgent.there",
     .when = [](const View& v, const RecvUrgent&) { return has_urgent_byte(v); },
     .allows = [](const View& v, const RecvUrgent& op) {
       return ended_without_fin(v) ? not_connected_for_urgent_data(v, op) : urgent_byte(v, op);
     },
     .then = [](View& v, const RecvUrgent& op, const Answer& seen) {
       if (!seen.failed()) take_urgent_byte(v, op, seen);
     }},

    {.id = "linux.recv-urgent.on-its-way",
     .source = "POSIX is silent on a byte that is announced; measured: Linux 6.18, EAGAIN, 0 after SHUT_RD and at the end",
     .refines = "recv-urgent.on-its-way",
     .when = [](const View& v, const RecvUrgent&) { return awaits_urgent_byte(v) && !ended_without_fin(v); },
     .allows = [](const View& v, const RecvUrgent& op) {
       return has_ended(v) || fin_received(v) || read_shut(v) ? bytes(0, 0) : urgent_byte_is_on_its_way(v, op);
     }},

    {.id = "linux.recv-urgent.never-came",
     .source = "measured: Linux 6.18, ENOTCONN after a RST that no FIN preceded",
     .deviates = "recv-urgent.on-its-way",
     .when = [](const View& v, const RecvUrgent&) { return awaits_urgent_byte(v) && ended_without_fin(v); },
     .allows = not_connected_for_urgent_data},

    {.id = "linux.recv-urgent.none",
     .source = "POSIX is silent on the order of its errors; measured: Linux 6.18, EINVAL in every state but LISTEN",
     .refines = "recv-urgent.none",
     .when = [](const View& v, const RecvUrgent&) { return has_no_urgent_byte(v); },
     .allows = no_urgent_byte},

    {.id = "linux.recv-urgent.listening",
     .source = "POSIX is silent on the order of its errors; measured: Linux 6.18, ENOTCONN",
     .refines = "recv-urgent.listening",
     .when = [](const View& v, const RecvUrgent&) { return is_listening(v); },
     .allows = not_connected_for_urgent_data},
};

}  // namespace socketcheck::model
