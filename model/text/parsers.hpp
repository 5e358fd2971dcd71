// What is behind the name and the slot of each call, kind by kind.
#pragma once

#include "model/text/line.hpp"

namespace socketcheck::model {

// parse_transfers.cpp
Call parse_send(Line& line, Slot slot);
Call parse_sendmsg(Line& line, Slot slot);
Call parse_sendto(Line& line, Slot slot);
Call parse_recv(Line& line, Slot slot);
Call parse_recvmsg(Line& line, Slot slot);
Call parse_recvfrom(Line& line, Slot slot);

// parse_names.cpp
Call parse_bind(Line& line, Slot slot);
Call parse_listen(Line& line, Slot slot);
Call parse_connect(Line& line, Slot slot);

// parse_options.cpp
Call parse_setsockopt(Line& line, Slot slot);
Call parse_getsockopt(Line& line, Slot slot);

// parse_on_wire.cpp: an operation on the wire, behind its name.
bool is_on_the_wire(std::string_view name);
Call parse_on_wire(Line& line, std::string_view name);

// parse_call.cpp: a whole line.
Call parse_call(Line& line);

}  // namespace socketcheck::model
