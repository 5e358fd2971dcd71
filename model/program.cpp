#include "model/program.hpp"

#include <algorithm>

#include "model/datagrams/judge.hpp"

namespace socketcheck::model {
namespace {

World world_of_a_pair(const StartPair& start) {
  World world;
  Connection connection;
  connection.handshake = Handshake::done;
  for (End& end : connection.ends) end.state = State::established;
  world.connections.push_back(connection);
  for (const std::int8_t end : {std::int8_t{0}, std::int8_t{1}}) {
    Socket& socket = world.socket(world.add_socket(0, end));
    socket.descriptors = 1;
    socket.no_delay = socket.owns_place = true;
    socket.attempt = Attempt::made;
    socket.named = Named::place;
    socket.address_given = end == 1;  // from the listener, which was bound
  }
  world.descriptors[static_cast<std::size_t>(start.active)] = 0;
  world.descriptors[static_cast<std::size_t>(start.passive)] = 1;
  return world;
}

// Makes a call that succeeds in the one way there is.
template <class Op>
void make(World& world, const Op& op, void (*then)(View&, const Op&, const Answer&)) {
  View view = View::of(world, op.slot);
  then(view, op, {});
}

World world_of_a_listener(const StartListening& start) {
  World world;
  for (const Slot slot : {start.listener, start.other}) {
    View nothing = View::of_nothing(world);
    make_socket(nothing, {slot}, {});
  }
  make(world, Bind{start.listener, Place::p}, give_name);
  make(world, Listen{start.listener, 1}, begin_to_listen);
  return world;
}

}  // namespace

std::vector<Operation> calls_of(const Start& start) {
  if (const auto* datagrams = std::get_if<StartDatagrams>(&start))
    return {NewSocket{datagrams->bound}, Bind{datagrams->bound, Place::p}, NewSocket{datagrams->other}};
  const auto* listening = std::get_if<StartListening>(&start);
  if (listening == nullptr) return {};
  return {NewSocket{listening->listener}, Bind{listening->listener, Place::p}, Listen{listening->listener, 1},
          NewSocket{listening->other}};
}

World world_of(const Start& start, const Limits& limits) {
  World world;
  if (const auto* pair = std::get_if<StartPair>(&start)) world = world_of_a_pair(*pair);
  if (const auto* listening = std::get_if<StartListening>(&start)) world = world_of_a_listener(*listening);
  if (transport_of(start) == Transport::datagram) world = datagrams::world_after(calls_of(start), limits);
  world.limits = limits;
  return world;
}

bool is_made(const World& world, const Operation& operation) {
  if (world.datagrams.on) return datagrams::is_made(world, operation);
  if (datagrams::is_of_datagrams_alone(operation)) return false;
  if (std::holds_alternative<OnWire>(operation)) return true;
  const auto made = slot_made_by(operation);
  if (made && !world.is_empty(*made)) return false;
  if (!std::holds_alternative<NewSocket>(operation) && world.is_empty(slot_of(operation))) return false;
  if (const auto* connect = std::get_if<Connect>(&operation); connect != nullptr && target_of(world, *connect) == Place::none)
    return false;
  // With SO_RCVLOWAT a waiting recv waits for more than one that does not wait.
  if (const auto* begin = std::get_if<Begin>(&operation); begin != nullptr && begin->call == Waiting::recv)
    if (View::of(world, begin->slot).socket().options.receive_low_water > 1) return false;
  // The others make nothing new.
  const bool adds = std::holds_alternative<NewSocket>(operation) || std::holds_alternative<Connect>(operation) ||
                    std::holds_alternative<Disconnect>(operation);
  return !adds || world.has_room();
}

bool needs_the_wire(const Program& program) {
  for (const Operation& call : program.calls)
    if (std::holds_alternative<OnWire>(call)) return true;
  return false;
}

bool needs_fresh_sockets(const Program& program) {
  if (transport_of(program.start) == Transport::datagram) return false;
  if (!std::holds_alternative<StartPair>(program.start)) return true;
  return std::any_of(program.calls.begin(), program.calls.end(), [](const Operation& call) {
    return slot_made_by(call) || is_one_of<Bind, Listen, Connect, Disconnect, AcceptAtLimit>(call);
  });
}

}  // namespace socketcheck::model
