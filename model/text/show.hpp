// Programs, answers and rules as people read them: calls in strace's notation.
#pragma once

#include <string>

#include "model/explain.hpp"
#include "model/program.hpp"

namespace socketcheck::model {

std::string show(const Start& start);                 // start pair a b
std::string show(const Operation& operation);         // send(a, 5, MSG_NOSIGNAL)
std::string show(const Operation& operation, const Answer& seen);  // -1 EPIPE, SIGPIPE
std::string show_call(const BlockingCall& call);      // the same without `begin`
std::string show_answer(const BlockingCall& call, const Answer& seen);
std::string show(const Allowed& allowed);             // 1 to 5
std::string show_events(std::int64_t events);         // POLLIN|POLLOUT
std::string show(Error error);                        // EPIPE
std::string show_place(Place place);                  // p, or chosen port 1
std::string show(const World& world);                 // a ESTABLISHED, 3 unread; b CLOSE-WAIT

// The program's lines, without the line of the version.
std::string show(const Program& program);
// A whole file: the version's line, then the program's.
std::string show_file(const Program& program);

inline constexpr std::string_view version_line = "socketcheck 1";

}  // namespace socketcheck::model
