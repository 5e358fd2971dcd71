#include "tests/model/packed_world.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "model/text/show.hpp"
#include "tests/model/explorer.hpp"

namespace socketcheck::tests {
namespace {

// Where a wrong rule lets positions run away, the exploration ends here.
constexpr model::Position most_bytes = 7;  // in a direction
constexpr model::Position most_read = 1;

// Writes fields one after the other, or reads them in the same order: one description serves both ways.
class Bytes {
 public:
  Bytes() = default;
  explicit Bytes(const PackedWorld& packed) : reads_(true) { std::copy(packed.begin(), packed.end(), bytes_.begin()); }

  template <class T>
  void field(T& value) {
    if (reads_) value = static_cast<T>(bytes_[at_++]);
    else bytes_[at_++] = static_cast<unsigned char>(value);
  }
  template <class... T>
  void fields(T&... values) {
    (field(values), ...);
  }
  // As many elements as there are.
  template <class Vector, class Each>
  void elements(Vector& vector, Each each) {
    std::size_t size = vector.size();
    field(size);
    while (vector.size() < size) vector.push_back({});
    for (auto& element : vector) each(element);
  }
  PackedWorld packed() const { return {bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(at_)}; }

 private:
  static constexpr std::size_t most = sizeof(model::World);  // no field needs more bytes here than there
  std::array<unsigned char, most> bytes_;  // the first at_ are there
  std::size_t at_ = 0;
  bool reads_ = false;
};

void visit(Bytes& bytes, model::Direction& d) {
  bytes.fields(d.read, d.arrived_least, d.arrived_most, d.accepted, d.doubtful_until);
  bytes.fields(d.fin, d.reset, d.crowded, d.narrow, d.sends, d.held, d.severed);
  bytes.fields(d.urgent, d.mark, d.mark_in_flight, d.next_mark);
}
void visit(Bytes& bytes, model::End& end) { bytes.fields(end.state, end.socket, end.place, end.sharing.address, end.sharing.port, end.sharing.port_changed); }
void visit(Bytes& bytes, model::Connection& c) {
  for (model::End& end : c.ends) visit(bytes, end);
  for (model::Direction& d : c.directions) visit(bytes, d);
  bytes.fields(c.handshake, c.number, c.to_itself, c.aimed_at, c.listener, c.place_in_queue);
}
void visit(Bytes& bytes, model::Options& o) {
  bytes.fields(o.keep_alive, o.oob_inline, o.reuse_address, o.reuse_port, o.receive_low_water, o.receive_buffer, o.send_buffer,
               o.receive_buffer_set, o.send_buffer_set);
}
void visit(Bytes& bytes, model::Socket& s) {
  bytes.fields(s.connection, s.end, s.descriptors, s.pending, s.noted, s.noted_for_sure, s.read_shut, s.write_shut, s.no_delay, s.linger.on,
               s.linger.seconds);
  visit(bytes, s.options);
  bytes.fields(s.attempt, s.place, s.owns_place, s.place_given, s.address_given, s.any, s.port_changed, s.named,
               s.backlog, s.was_disconnected);
}
void visit(Bytes& bytes, model::World& world) {
  for (std::int8_t& socket : world.descriptors) bytes.field(socket);
  bytes.elements(world.sockets, [&](model::Socket& socket) { visit(bytes, socket); });
  bytes.elements(world.connections, [&](model::Connection& connection) { visit(bytes, connection); });
  bytes.fields(world.syns, world.places_chosen);
}

bool fits(const model::World& world) {
  for (const model::Connection& c : world.connections)
    for (const model::Direction& d : c.directions)
      if (std::max({d.arrived_least, d.arrived_most, d.accepted, d.doubtful_until}) > most_bytes || d.read > most_read) return false;
  return true;
}

}  // namespace

PackedWorld pack(const model::World& world) {
  model::World copy = world;
  Bytes bytes;
  visit(bytes, copy);
  const PackedWorld packed = bytes.packed();
  // A field that this file does not know would otherwise be lost in silence.
  if (!fits(world) || !(unpack(packed, world.limits) == world)) throw NoWayOn("does not fit: " + show(world));
  return packed;
}

model::World unpack(const PackedWorld& packed, const model::Limits& limits) {
  model::World world;
  world.limits = limits;
  Bytes bytes(packed);
  visit(bytes, world);
  return world;
}

}  // namespace socketcheck::tests
