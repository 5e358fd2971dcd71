// A stack whose sockets are descriptors behind libc's calls, or behind calls that deviate from them.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "sut/kernel/blocked_call.hpp"
#include "sut/kernel/calls.hpp"
#include "sut/kernel/given_places.hpp"
#include "sut/kernel/names.hpp"
#include "sut/kernel/pair_maker.hpp"
#include "sut/kernel/sock_diag.hpp"
#include "sut/kernel/waiter.hpp"
#include "sut/stack.hpp"

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

  void begin_waiting(const model::Begin& op, std::span<const std::byte> data) override;
  std::optional<model::Answer> take_answer(model::Slot slot, Milliseconds at_most) override;
  std::optional<model::Answer> interrupt(model::Slot slot) override;

  // The descriptor in a slot, for calls that are made past the stack; -1: the slot is empty. The stack keeps it.
  int descriptor(model::Slot slot) const { return held_[static_cast<std::size_t>(slot)].fd; }
  // Takes over a descriptor that accept() returned, whose peer is `from`; answers as accept does.
  model::Answer take_accepted(model::Slot made, int fd, const Address& from);

  std::span<const std::byte> received() const override { return received_; }
  void glance(const model::Questions& questions, model::Glance& glance) override;
  void wait(Milliseconds at_most) override;
  std::optional<model::State> end_state(int connection, int end) override;
  bool dropped_time_waits() override;
  void abandon() override;

 protected:
  struct Held {
    int fd = -1;
    int socket = 0;  // whose names it has; descriptors of one socket share them
  };
  Held& held(model::Slot slot) { return held_[static_cast<std::size_t>(slot)]; }
  // A call that waits, and what it needs: shared with its thread, which may outlive the program.
  struct WaitingCall {
    model::Begin op;
    struct Data {
      std::vector<std::byte> bytes;
      Address from;
      pollfd polled{};
    };
    std::shared_ptr<Data> data;
    std::unique_ptr<BlockedCall> call;
  };
  std::optional<WaitingCall>& waiting(model::Slot slot) { return waiting_[static_cast<std::size_t>(slot)]; }
  model::Answer answer_of(const WaitingCall& waiting, const BlockedCall::Result& result);
  void end_waiting_calls();
  model::Answer number_of(int result);
  model::Answer close_descriptor(Held& held);
  model::Answer name_of(int result, const Address& address, const Held& held);
  std::optional<CouldNotTest> begin_pair(const model::StartPair& start);
  std::optional<CouldNotTest> begin_with(const std::vector<model::Operation>& calls);
  std::optional<Address> own_address(const Held& held);
  void learn_own_name(const Held& held);
  // Empty: there is no port left. `any`: at every address of the family.
  virtual std::optional<Address> address_of(model::Place place, bool any);
  // Where the slot's sockets are named when a program names no address, with port 0.
  virtual Address usual_address(model::Slot slot);
  // A name that the system gave: an address that sockets of the stack can have, and a port.
  virtual bool is_a_name(const Address& address);
  std::optional<Address> target_of(const model::Connect& op);
  // Of TCP_INFO, or what stands for it.
  virtual std::optional<std::uint8_t> tcp_state(int fd);

  std::unique_ptr<Calls> calls_;
  Family family_;
  PairMaker maker_;
  GivenPlaces places_;
  NameBook names_;
  SockDiag diag_;
  Waiter waiter_;
  std::array<Held, model::number_of_slots> held_;
  bool is_stuck_ = false;  // a thread can't be woken
  std::array<std::optional<WaitingCall>, model::number_of_slots> waiting_;
  std::vector<std::byte> buffer_;
  std::span<const std::byte> received_;
};

}  // namespace socketcheck::sut
