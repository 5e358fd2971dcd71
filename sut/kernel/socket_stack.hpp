// A stack whose sockets are descriptors behind libc's calls, or behind calls that deviate from them.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "sut/kernel/calls.hpp"
#include "sut/kernel/given_places.hpp"
#include "sut/kernel/names.hpp"
#include "sut/kernel/pair_maker.hpp"
#include "sut/kernel/sock_diag.hpp"
#include "sut/kernel/waiter.hpp"
#include "sut/stack.hpp"
#include "sut/threads/kernel_callers.hpp"

namespace socketcheck::sut {

class SocketStack : public Stack {
 public:
  SocketStack(std::unique_ptr<Calls> calls, Family family, model::Transport transport = model::Transport::stream);
  ~SocketStack() override;

  // What its sockets are made of.
  Calls& calls() { return *calls_; }
  Family family() const { return family_; }

  Abilities abilities() const override;
  model::Limits limits() override;
  std::optional<CouldNotTest> begin(const model::Start& start) override;

  using Stack::perform;
  model::Answer perform(const model::Send& op, std::span<const std::byte> data) override;
  model::Answer perform(const model::Recv& op) override;
  model::Answer perform(const model::RecvUrgent& op) override;
  model::Answer perform(const model::AtMark& op) override;
  model::Answer perform(const model::UnacknowledgedBytes& op) override;
  model::Answer perform(const model::Shutdown& op) override;
  model::Answer perform(const model::Close& op) override;
  model::Answer perform(const model::Abort& op) override;
  model::Answer perform(const model::Poll& op) override;
  model::Answer perform(const model::GetError& op) override;
  model::Answer perform(const model::SetLinger& op) override;
  model::Answer perform(const model::GetLinger& op) override;
  model::Answer perform(const model::SetNoDelay& op) override;
  model::Answer perform(const model::GetNoDelay& op) override;
  model::Answer perform(const model::SetOption& op) override;
  model::Answer perform(const model::GetOption& op) override;
  model::Answer perform(const model::GetSockName& op) override;
  model::Answer perform(const model::GetPeerName& op) override;
  model::Answer perform(const model::UnreadBytes& op) override;
  model::Answer perform(const model::TcpInfo& op) override;
  model::Answer perform(const model::NewSocket& op) override;
  model::Answer perform(const model::Bind& op) override;
  model::Answer perform(const model::Listen& op) override;
  model::Answer perform(const model::Connect& op) override;
  model::Answer perform(const model::Disconnect& op) override;
  model::Answer perform(const model::Accept& op) override;
  model::Answer perform(const model::AcceptAtLimit& op) override;
  model::Answer perform(const model::Dup& op) override;
  std::string want_of_resources(const model::Operation& operation, const model::Answer& seen) const override;

  std::span<const std::byte> received() const override { return received_; }
  void glance(const model::Questions& questions, model::Glance& glance) override;
  void wait(Milliseconds at_most) override;
  std::optional<model::State> end_state(int connection, int end) override;
  bool dropped_time_waits() override;
  Callers* callers() override { return callers_.get(); }
  void abandon() override;

 protected:
  struct Held {
    int fd = -1;
    int socket = 0;  // whose names it has; descriptors of one socket share them
  };
  Held& held(model::Slot slot) { return held_[static_cast<std::size_t>(slot)]; }
  model::Answer number_of(int result);
  model::Answer close_descriptor(Held& held);
  model::Answer name_of(int result, const Address& address, const Held& held);
  std::optional<CouldNotTest> begin_pair(const model::StartPair& start);
  std::optional<CouldNotTest> begin_with(const std::vector<model::Operation>& calls);
  // Takes the place of `calls`, where they work in threads.
  std::unique_ptr<Calls> in_threads(std::unique_ptr<Calls> calls);
  model::Answer put_accepted(model::Slot made, int fd, const Address& from);
  void abandon_descriptors();
  // The same socket under another number, if a call that is out was given this one: its number stays nobody else's.
  int away_from_calls(int fd) const;
  std::optional<Address> own_address(const Held& held);
  void learn_own_name(const Held& held);
  // Empty: there is no port left. `any`: at every address of the family.
  virtual std::optional<Address> address_of(model::Place place, bool any);
  // Where the slot's sockets are named when a program names no address, with port 0.
  virtual Address usual_address(model::Slot slot);
  // A name that the system gave: an address that sockets of the stack can have, and a port.
  virtual bool is_a_name(const Address& address);
  std::optional<Address> target_of(const model::Connect& op);
  void note_connect(const model::Connect& op, const Address& target, int error);
  // Of TCP_INFO, or what stands for it.
  virtual std::optional<std::uint8_t> tcp_state(int fd);

  LimitedCalls* limited_ = nullptr;         // the same as calls_, where there are callers
  std::unique_ptr<KernelCallers> callers_;  // nullptr: there are none
  std::unique_ptr<Calls> calls_;
  Family family_;
  PairMaker maker_;
  GivenPlaces places_;
  NameBook names_;
  SockDiag diag_;
  Waiter waiter_;
  std::array<Held, model::number_of_slots> held_;
  std::vector<std::byte> buffer_;
  std::span<const std::byte> received_;
};

}  // namespace socketcheck::sut
