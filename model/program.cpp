#include "model/program.hpp"

#include "model/datagrams/judge.hpp"
#include "model/blocked/calls_out.hpp"

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

namespace {

int accepts_out_on(const World& world, Slot slot) {
  int count = 0;
  for (int i = 0; i < most_calls_out; ++i)
    if (call_out(world, i).in == Waits::accept && world.socket_of(slot_of_call(i)) == world.socket_of(slot)) ++count;
  return count;
}

// What would leave open what a call that is out answers: bytes of two senders mix as they like, and a poll looks up its
// descriptor again and again. AF_UNSPEC on a listener wakes only the first of several accepts (measured: Linux 6.18), which
// nothing allows and nothing forbids: POSIX has no AF_UNSPEC here.
bool would_confuse_calls(const World& world, const Operation& operation) {
  if (!any_call_is_out(world)) return false;
  const Slot slot = slot_of(operation);
  if (std::holds_alternative<Send>(operation)) return is_out_on(world, slot, Waits::send);
  if (std::holds_alternative<Close>(operation) || std::holds_alternative<Abort>(operation))
    return oldest_begun_on(world, slot, Waits::poll).has_value();
  if (std::holds_alternative<Disconnect>(operation)) return accepts_out_on(world, slot) > 1;
  return false;
}

// Also one that begins in a thread of its own.
std::optional<Connect> connect_of(const Operation& operation) {
  if (const auto* connect = std::get_if<Connect>(&operation)) return *connect;
  const auto* begin = std::get_if<Begin>(&operation);
  if (begin == nullptr) return std::nullopt;
  const BlockingCall call = call_of(*begin);
  const auto* connect = std::get_if<Connect>(&call);
  return connect != nullptr ? std::optional(*connect) : std::nullopt;
}

bool may_begin(const World& world, const Begin& begin) {
  if (!free_call(world)) return false;
  switch (kind_of(begin.call)) {
    // Before there is a connection it would wait for that first.
    case Waits::send: return !is_out_on(world, begin.slot, Waits::send) && !is_connecting(View::of(world, begin.slot));
    // The outcome is told once.
    case Waits::connect: return !is_out_on(world, begin.slot, Waits::connect) && world.has_room();
    // Less than SO_RCVLOWAT asks for would be taken and kept back.
    case Waits::recv: return world.socket(world.socket_of(begin.slot)).options.receive_low_water <= 1;
    case Waits::accept: case Waits::poll: case Waits::nothing: return true;
  }
  return true;
}

}  // namespace

bool is_made(const World& world, const Operation& operation) {
  if (world.datagrams.on) return datagrams::is_made(world, operation);
  if (datagrams::is_of_datagrams_alone(operation)) return false;
  if (std::holds_alternative<OnWire>(operation)) return true;
  if (const auto* interrupt = std::get_if<Interrupt>(&operation)) return oldest_begun_on(world, interrupt->slot, interrupt->in).has_value();
  const auto made = slot_made_by(operation);
  if (made && (!world.is_empty(*made) || is_reserved(world, *made))) return false;
  if (!std::holds_alternative<NewSocket>(operation) && world.is_empty(slot_of(operation))) return false;
  if (const auto connect = connect_of(operation); connect && target_of(world, *connect) == Place::none) return false;
  if (would_confuse_calls(world, operation)) return false;
  if (const auto* begin = std::get_if<Begin>(&operation); begin != nullptr && !may_begin(world, *begin)) return false;
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

bool needs_threads(const Program& program) {
  return std::any_of(program.calls.begin(), program.calls.end(),
                     [](const Operation& call) { return std::holds_alternative<Begin>(call); });
}

bool needs_fresh_sockets(const Program& program) {
  if (transport_of(program.start) == Transport::datagram) return false;
  if (!std::holds_alternative<StartPair>(program.start)) return true;
  for (const Operation& call : program.calls) {
    const bool is_of_a_pair = !slot_made_by(call) && !std::holds_alternative<AcceptAtLimit>(call) && !std::holds_alternative<Bind>(call) && !std::holds_alternative<Listen>(call) &&
                              !std::holds_alternative<Connect>(call) && !std::holds_alternative<Disconnect>(call);
    if (!is_of_a_pair) return true;
  }
  return false;
}

}  // namespace socketcheck::model
