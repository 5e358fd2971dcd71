// The calls that name and connect sockets.
#include "model/text/parsers.hpp"

namespace socketcheck::model {

Call parse_bind(Line& line, Slot slot) {
  if (!line.expect(",")) return {};
  if (line.take("*:")) {
    const auto place = given_place(line);
    return place ? Call(Bind{slot, *place, true}) : line.fail<Operation>("p, q or r");
  }
  if (const auto place = given_place(line)) return Bind{slot, *place};
  if (line.take("0")) return Bind{slot, Place::none};
  return line.fail<Operation>("p, q, r, 0, or *: and p, q or r");
}

Call parse_listen(Line& line, Slot slot) {
  if (!line.expect(",")) return {};
  const auto backlog = line.number(65535);
  if (!backlog) return {};
  return Listen{slot, *backlog};
}

Call parse_connect(Line& line, Slot slot) {
  if (!line.expect(",")) return {};
  if (line.take("AF_UNSPEC")) return Disconnect{slot};
  if (line.take("0")) return ConnectToPortZero{slot};
  if (line.take("*:")) {
    const auto place = given_place(line);
    return place ? Call(Connect{slot, *place, Slot::a, true}) : line.fail<Operation>("p, q or r");
  }
  if (const auto place = given_place(line)) return Connect{slot, *place};
  const auto to = line.slot("p, q, r, 0, AF_UNSPEC or a slot, a to h");
  if (!to) return {};
  return Connect{slot, Place::none, *to};
}

}  // namespace socketcheck::model
