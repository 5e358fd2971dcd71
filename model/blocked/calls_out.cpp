#include "model/blocked/calls_out.hpp"

namespace socketcheck::model {
namespace {

struct Describe {
  CallOut operator()(const Recv& op) const { return {.in = Waits::recv, .peek = op.peek, .size = op.size}; }
  CallOut operator()(const Send& op) const { return {.in = Waits::send, .no_signal = op.no_signal, .size = op.size}; }
  CallOut operator()(const Accept& op) const { return {.in = Waits::accept, .made = op.made}; }
  CallOut operator()(const Connect& op) const {
    return {.in = Waits::connect, .place = static_cast<std::uint8_t>(op.place), .to = op.to, .any = op.any};
  }
  CallOut operator()(const PollFor& op) const { return {.in = Waits::poll, .events = op.events, .by = op.by}; }
};

// Until the send returns nobody can see how much it has handed over: all of it, as far as the reader can tell, but not
// more than arrives.
void hand_over(World& world, CallOut& call, Slot held) {
  View v = View::of(world, held);
  call.begun_at = v.outgoing().accepted;
  call.moves = can_accept(v);
  if (call.moves) put_into_queue(v.outgoing(), call.size, !v.socket().no_delay, v.limits().window);
}

// A SYN is on its way, or is already; or else the call fails at once.
void add_attempts(const Book& book, const World& world, int number, Worlds& worlds) {
  constexpr Answer in_progress{.value = -1, .error = Error::in_progress, .sigpipes = 0, .system_error = 0};
  const std::size_t first = worlds.size();
  explain(book, {world}, without_waiting(call_out(world, number), number), in_progress, worlds);
  for (std::size_t i = first; i < worlds.size(); ++i) call_out(worlds[i], number).moves = true;
  World& other = worlds.emplace_back(world);
  call_out(other, number).moves = is_connecting(View::of(other, slot_of_call(number)));
}

}  // namespace

Begin begun(const CallOut& call) {
  const Slot slot = call.begun_on;
  switch (call.in) {
    case Waits::send: return begin(Send{.slot = slot, .size = call.size, .no_signal = call.no_signal});
    case Waits::accept: return begin(Accept{slot, call.made});
    case Waits::poll: return begin(PollFor{slot, call.events, call.by});
    case Waits::connect: return begin(Connect{slot, static_cast<Place>(call.place), call.to, call.any});
    case Waits::recv: case Waits::nothing: break;
  }
  return begin(Recv{.slot = slot, .size = call.size, .peek = call.peek});
}

Operation without_waiting(const CallOut& call, int number) {
  Begin again = begun(call);
  std::visit([&](auto& op) { op.slot = slot_of_call(number); }, again.call);
  if (const auto* recv = std::get_if<Recv>(&again.call)) return *recv;
  if (const auto* send = std::get_if<Send>(&again.call)) return *send;
  if (const auto* accept = std::get_if<Accept>(&again.call)) return *accept;
  if (const auto* connect = std::get_if<Connect>(&again.call)) return *connect;
  return Poll{slot_of_call(number)};
}

bool is_reserved(const World& world, Slot slot) {
  return std::any_of(world.calls_out.begin(), world.calls_out.end(),
                     [&](const CallOut& call) { return call.in == Waits::accept && call.made == slot; });
}

bool is_out_on(const World& world, Slot slot, Waits in) {
  for (int i = 0; i < most_calls_out; ++i)
    if (call_out(world, i).in == in && world.socket_of(slot_of_call(i)) == world.socket_of(slot)) return true;
  return false;
}

std::optional<int> oldest_begun_on(const World& world, Slot slot, Waits in) {
  std::optional<int> oldest;
  for (int i = 0; i < most_calls_out; ++i) {
    const CallOut& call = call_out(world, i);
    if (call.in == in && call.begun_on == slot && (!oldest || call.order < call_out(world, *oldest).order)) oldest = i;
  }
  return oldest;
}

Worlds begin_call(const Book& book, const World& before, const Begin& begin) {
  World world = before;
  const int number = *free_call(world);
  std::uint8_t order = 0;
  for (const CallOut& other : world.calls_out)
    if (other.is_out()) order = std::max<std::uint8_t>(order, static_cast<std::uint8_t>(other.order + 1));
  CallOut& call = call_out(world, number) = std::visit(Describe{}, begin.call);
  call.begun_on = begin.slot;
  call.order = order;
  const Slot held = slot_of_call(number);
  world.descriptors[static_cast<std::size_t>(held)] = world.socket_of(begin.slot);
  ++world.socket(world.socket_of(held)).descriptors;
  call.connection = world.socket(world.socket_of(held)).connection;
  Worlds worlds;
  if (call.in == Waits::send) hand_over(world, call, held);
  if (call.in == Waits::connect) add_attempts(book, world, number, worlds);
  else worlds.push_back(world);
  return worlds;
}

}  // namespace socketcheck::model
