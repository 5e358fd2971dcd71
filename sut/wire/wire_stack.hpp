// The kernel's TCP at both ends and the suite between them: each end lives in a network namespace of its own, and every
// frame passes through the runner's hand.
#pragma once

#include <cstdint>
#include <memory>

#include "sut/kernel/socket_stack.hpp"
#include "sut/wire/tun_wire.hpp"

namespace socketcheck::sut {

class WireStack : public SocketStack {
 public:
  // `calls` and `tamper` may be null.
  explicit WireStack(Family family, std::unique_ptr<Tamper> tamper = nullptr);
  ~WireStack() override;

  Abilities abilities() const override;
  model::Limits limits() override;
  std::optional<CouldNotTest> begin(const model::Start& start) override;
  using SocketStack::perform;
  model::Answer perform(const model::NewSocket& op) override;
  model::Answer perform(const model::Connect& op) override;
  void wait(Milliseconds at_most) override;
  std::optional<model::State> end_state(int connection, int end) override;
  Wire* wire() override { return wire_.get(); }
  bool dropped_time_waits() override { return false; }
  void abandon() override;

 protected:
  std::optional<Address> address_of(model::Place place, bool any) override;
  Address usual_address(model::Slot slot) override;
  bool is_a_name(const Address& address) override;

 private:
  class SidesCalls;
  WireStack(Family family, std::unique_ptr<Tamper> tamper, std::unique_ptr<SidesCalls> calls);
  std::optional<CouldNotTest> make_sides();
  std::optional<CouldNotTest> listen_at_the_right();
  std::optional<CouldNotTest> begin_pair(const model::StartPair& start);
  std::optional<CouldNotTest> connect_and_accept(Pair& pair);
  int accept_from_the_wire();
  int host_of(const Address& address) const;
  Side& side(int host) { return *sides_[static_cast<std::size_t>(host)]; }

  Family family_;
  std::unique_ptr<Tamper> tamper_;
  SidesCalls* sides_calls_;  // owned by the SocketStack
  std::array<std::unique_ptr<Side>, 2> sides_;
  std::unique_ptr<TunWire> wire_;
  std::optional<CouldNotTest> problem_;  // with the sides
  int listener_ = -1;
  Address listening_;
  std::uint32_t programs_ = 0;  // so far; each has other ports
};

}  // namespace socketcheck::sut
