// The wire between two sides: whatever their devices emit is in the runner's hand until it is delivered.
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <vector>

#include "sut/wire.hpp"
#include "sut/wire/flows.hpp"
#include "sut/wire/side.hpp"

namespace socketcheck::sut {

// Changes what an end emits, before anybody sees it: the planted faults of the wire.
class Tamper {
 public:
  virtual ~Tamper() = default;
  virtual void program_begins() {}
  // What goes onto the wire in the frame's place.
  virtual std::vector<Frame> emitted(int side, Frame frame) = 0;
  // What reaches the other side in the frame's place.
  virtual std::vector<Frame> delivered([[maybe_unused]] int from_side, Frame frame) {
    std::vector<Frame> same;
    same.push_back(std::move(frame));
    return same;
  }
  // What an end that is told of an ICMP error takes for it; empty: nothing.
  virtual std::optional<model::Forgery> told(model::Forgery error) { return error; }
};

class TunWire : public Wire {
 public:
  // Owns none of them; the tamper may be null.
  TunWire(Side& left, Side& right, Tamper* tamper) : sides_{&left, &right}, tamper_(tamper) {}

  void program_begins();
  // What is on its way and what comes later is no program's any more.
  void program_ends();
  // The connection's number; its first end is at `side`.
  void name(const Flow& active_to_passive, int number) { flows_.name(active_to_passive, number); }
  void set_side_of(model::Slot slot, int side) { side_of_[static_cast<std::size_t>(slot)] = side; }
  // Nothing of any connection is left at either end: each is reset.
  void reset_everything();

  void pump() override;
  bool is_busy() const override { return (!held_ || drains_) && !(hand_[0].empty() && hand_[1].empty()); }
  std::string perform(const model::OnWire& op) override;
  void take_events(std::vector<model::WireEvent>& events) override;
  bool is_held() const override { return held_; }
  void wait(Milliseconds at_most) override;
  void record_to(Pcap* pcap) override { pcap_ = pcap; }
  void watch(std::vector<Sighting>* sightings) override { sightings_ = sightings; }

 private:
  struct Happened {
    model::WireEvent::Kind kind;
    std::shared_ptr<Frame> frame;
    bool is_forged = false;
    model::IcmpError error = {};
  };
  using Hand = std::deque<std::shared_ptr<Frame>>;

  void collect(int side);
  int side_of(const Flow& flow) const;
  void take(int side, Frame frame);
  bool is_in_hand(int side, const Frame& frame) const;
  bool opens_beside_an_earlier_attempt(int side, const Frame& frame);
  void put(int from_side, std::shared_ptr<Frame> frame, bool is_forged);
  bool deliver_next(int side);
  void deliver_some();
  std::string deliver(int side, model::Change change);
  std::string inject(int side, model::Forgery forgery);
  std::string tell(int side, const FlowState& own, const FlowState& receiver, model::Forgery error);
  std::string await(int side);
  void see(Sighting::Kind kind, const Frame& frame, bool is_forged);

  std::array<Side*, 2> sides_;
  Tamper* tamper_;
  Pcap* pcap_ = nullptr;
  std::vector<Sighting>* sightings_ = nullptr;
  Flows flows_;
  bool held_ = false;
  bool drains_ = false;  // it is held, but first everything is delivered
  std::array<Hand, 2> hand_;  // by the side that sent
  std::array<Hand, 2> late_;  // what a timer has sent again while the wire was held
  std::array<std::shared_ptr<Frame>, 2> last_delivered_;
  std::array<int, 2> last_connection_ = {0, 0};
  std::array<int, model::number_of_slots> side_of_{};
  std::vector<Happened> happened_;
};

}  // namespace socketcheck::sut
