#include "tests/model/packed_world.hpp"

#include <stdexcept>
#include <string>

#include "model/program.hpp"
#include "model/text/show.hpp"
#include "tests/model/explorer.hpp"

namespace socketcheck::tests {
namespace {

// Writes fields one after the other, or reads them in the same order: one description serves both ways.
class Bits {
 public:
  Bits() = default;
  explicit Bits(std::uint64_t bits) : bits_(bits), reads_(true) {}

  template <class T>
  void field(T& value, int width) {
    const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
    if (reads_) value = static_cast<T>((bits_ >> at_) & mask);
    else bits_ |= (static_cast<std::uint64_t>(value) & mask) << at_;
    at_ += width;
    if (at_ > 64) throw std::logic_error("a packed world has 64 bits");
  }
  std::uint64_t bits() const { return bits_; }

 private:
  std::uint64_t bits_ = 0;
  int at_ = 0;
  bool reads_ = false;
};

void visit_fields(Bits& bits, model::World& world) {
  model::Connection& c = world.connections[0];
  for (model::Direction& d : c.directions) {
    bits.field(d.read, 1);
    for (model::Position* position : {&d.arrived_least, &d.arrived_most, &d.accepted, &d.doubtful_until})
      bits.field(*position, 3);
    bits.field(d.fin, 2);
    bits.field(d.reset, 2);
    for (bool* flag : {&d.crowded, &d.held, &d.severed}) bits.field(*flag, 1);
  }
  for (std::size_t end = 0; end < 2; ++end) {
    bits.field(c.ends[end].state, 4);
    model::Socket& socket = world.sockets[end];
    bool open = c.ends[end].socket != model::nobody;
    bits.field(open, 1);
    if (!open) {
      c.ends[end].socket = model::nobody;
      world.descriptors[end] = model::nobody;
      socket = {};
      continue;
    }
    bits.field(socket.pending, 2);
    for (bool* flag : {&socket.read_shut, &socket.write_shut, &socket.no_delay, &socket.linger.on}) bits.field(*flag, 1);
    bits.field(socket.linger.seconds, 1);
  }
}

}  // namespace

model::World rebased(const model::World& world) {
  model::World result = world;
  result.broke_should = false;  // a note for the report, which no rule looks at
  for (model::Connection& c : result.connections)
    for (model::Direction& d : c.directions) {
      const bool doubtful = d.is_doubtful();
      // A doubt ends at a position, and at none if that is 0: then the reader is left at 1.
      const model::Position base = doubtful && d.doubtful_until == d.read ? d.read - 1 : d.read;
      for (model::Position* position : {&d.read, &d.arrived_least, &d.arrived_most, &d.accepted}) *position -= base;
      d.doubtful_until = doubtful ? d.doubtful_until - base : 0;
    }
  return result;
}

std::uint64_t pack(const model::World& world) {
  model::World copy = world;
  Bits bits;
  visit_fields(bits, copy);
  // A field that this file does not know would otherwise be lost in silence.
  if (!(unpack(bits.bits(), world.limits) == world)) throw NoWayOn("does not fit: " + show(world));
  return bits.bits();
}

model::World unpack(std::uint64_t packed, const model::Limits& limits) {
  model::World world = model::world_of({}, limits);
  Bits bits(packed);
  visit_fields(bits, world);
  return world;
}

}  // namespace socketcheck::tests
