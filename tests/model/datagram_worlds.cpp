#include "tests/model/datagram_worlds.hpp"

#include <map>
#include <stdexcept>
#include <unordered_set>

#include "model/text/show.hpp"
#include "tests/model/explorer.hpp"

namespace socketcheck::tests {

using namespace model;

std::vector<Operation> every_datagram_call() {
  std::vector<Operation> calls = {NewSocket{Slot::c}, Dup{Slot::a, Slot::d}, Close{Slot::d}};
  for (const Slot slot : {Slot::a, Slot::b}) {
    for (const Place place : {Place::p, Place::q}) {
      calls.insert(calls.end(), {Bind{slot, place}, Connect{slot, place}, SendTo{slot, 2, place}});
    }
    calls.insert(calls.end(), {Bind{slot}, Connect{slot, Place::none, Slot::b}, ConnectToPortZero{slot}, Disconnect{slot}, Send{.slot = slot, .size = 1},
                               Send{.slot = slot, .size = 0}, Send{.slot = slot, .size = 65'508}, SendTo{slot, 65'508, Place::p}, SendTo{slot, 65'536, Place::p},
                               SendTo{.slot = slot, .size = 1, .port_zero = true}, SendTo{slot, 1, Place::none, Slot::a}, Recv{slot, 1},
                               Recv{.slot = slot, .size = 3, .peek = true}, RecvFrom{slot, 1}, RecvFrom{.slot = slot, .size = 1, .truncate = true},
                               Shutdown{slot, Half::read}, Shutdown{slot, Half::write}, Shutdown{slot, Half::both}, Poll{slot}, GetError{slot},
                               UnreadBytes{slot}, GetSockName{slot}, GetPeerName{slot}, Listen{slot, 1}, Accept{slot, Slot::e},
                               SetKeepErrors{slot}, SetKeepErrors{slot, false}, TakeKeptError{slot}, SetOption{slot, Option::receive_buffer, 0},
                               GetOption{slot, Option::receive_buffer}, Close{slot}});
  }
  return calls;
}

namespace {

// Ports and datagrams are counted from those that are still there.
std::string packed(const World& world) {
  std::map<Place, int> chosen;
  std::map<std::uint16_t, int> numbers;
  const auto name = [&](Place place) {
    if (place < Place::first_chosen) return static_cast<int>(place);
    return 100 + chosen.try_emplace(place, static_cast<int>(chosen.size())).first->second;
  };
  std::string text;
  const auto add = [&](auto value) { text += std::to_string(value) + ','; };
  for (const auto descriptor : world.descriptors) add(static_cast<int>(descriptor));
  for (const DatagramSocket& s : world.datagrams.sockets) {
    for (const bool flag : {s.place_given, s.address_given, s.has_address, s.connected, s.refused, s.read_shut, s.write_shut, s.keeps_errors})
      add(flag);
    for (const KeptError error : s.kept) add(static_cast<int>(error));
    add(static_cast<int>(s.descriptors)), add(name(s.place)), add(name(s.peer)), add(s.room), add(s.asked_room), add(s.room_was_asked);
  }
  text += ';';
  for (const Datagram& d : world.datagrams.datagrams) {
    add(numbers.try_emplace(d.number, static_cast<int>(numbers.size())).first->second);
    add(static_cast<int>(d.sender)), add(static_cast<int>(d.receiver)), add(name(d.from)), add(name(d.to)), add(d.size), add(d.doubtful);
  }
  return text;
}

}  // namespace

void explore_datagrams(const Book& book, const Limits& limits, std::size_t depth, const VisitDatagramStep& visit, RowSink* sink) {
  const std::vector<Operation> calls = every_datagram_call();
  std::unordered_set<std::string> known;
  Worlds now{world_of(StartDatagrams{}, limits)};
  for (std::size_t level = 0; level < depth; ++level) {
    Worlds next;
    for (const World& before : now)
      for (const Operation& call : calls) {
        if (!is_made(before, call)) continue;
        const AllowedAnswers allowed = allowed_answers(book, {before}, call);
        if (allowed.empty()) throw NoWayOn("no row applies to " + show(call) + " in the world " + show(before));
        for (const Answer& seen : answers_to_try(allowed)) {
          Worlds moved, after;
          explain(book, {before}, call, seen, moved, sink);
          settle_each(book, moved, after, sink);
          for (World& world : after) world.datagrams.taken = {};
          visit({before, call, seen, moved, after});
          for (const World& world : after)
            if (known.insert(packed(world)).second) next.push_back(world);
        }
      }
    now = std::move(next);
  }
}

}  // namespace socketcheck::tests
