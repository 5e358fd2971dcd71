// The wire between two ends, where the suite is the wire.
#pragma once

#include <string>
#include <vector>

#include "model/operations/on_wire.hpp"
#include "model/wire/segment.hpp"
#include "sut/stack.hpp"
#include "sut/wire/sighting.hpp"

namespace socketcheck::sut {

class Pcap;

class Wire {
 public:
  virtual ~Wire() = default;

  // Takes what both ends have emitted, and delivers it unless the wire is held: so much of it that it certainly returns,
  // also where the two ends answer each other for ever.
  virtual void pump() = 0;
  // Something is left to deliver at once: pump() again.
  virtual bool is_busy() const = 0;
  // Says in words what it did. An operation that finds nothing to act on does nothing.
  virtual std::string perform(const model::OnWire& op) = 0;
  // Appends what has happened since this was last asked, in order.
  virtual void take_events(std::vector<model::WireEvent>& events) = 0;
  virtual bool is_held() const = 0;
  // Every frame is kept there from now on; not owned, may be null.
  virtual void record_to(Pcap* pcap) = 0;
  // Whatever happens from now on is appended there, and each time both ends are looked up; not owned, may be null.
  virtual void watch(std::vector<Sighting>* sightings) = 0;
  // Returns when one of the ends may have emitted something, at the latest after `at_most`.
  virtual void wait(Milliseconds at_most) = 0;
};

}  // namespace socketcheck::sut
