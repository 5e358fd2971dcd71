// UDP sockets behind libc's calls, or behind calls that deviate from them.
#pragma once

#include <vector>

#include "sut/kernel/socket_stack.hpp"

namespace socketcheck::sut {

class DatagramStack : public SocketStack {
 public:
  DatagramStack(std::unique_ptr<Calls> calls, Family family);

  Abilities abilities() const override;
  model::Limits limits() override;
  std::optional<CouldNotTest> begin(const model::Start& start) override;

  using SocketStack::perform;
  model::Answer perform(const model::NewSocket& op) override;
  model::Answer perform(const model::Bind& op) override;
  model::Answer perform(const model::Connect& op) override;
  model::Answer perform(const model::ConnectToPortZero& op) override;
  model::Answer perform(const model::Disconnect& op) override;
  model::Answer perform(const model::GetSockName& op) override;
  model::Answer perform(const model::GetPeerName& op) override;
  model::Answer perform(const model::Send& op, std::span<const std::byte> data) override;
  model::Answer perform(const model::SendTo& op, std::span<const std::byte> data) override;
  model::Answer perform(const model::Recv& op) override;
  model::Answer perform(const model::RecvFrom& op) override;
  model::Answer perform(const model::SetKeepErrors& op) override;
  model::Answer perform(const model::TakeKeptError& op) override;
  std::string want_of_resources(const model::Operation& operation, const model::Answer& seen) const override;

  bool dropped_time_waits() override { return false; }
  bool reused_ports() const override { return reused_ports_; }
  void abandon() override;

 private:
  // A port that a socket of the program has or had, and what the model calls it.
  struct KnownPort {
    std::uint16_t port = 0;
    model::Place place = model::Place::none;
  };
  model::Answer connect_to(const Held& held, const Address& target);
  void learn_port(const Held& held, model::Place given = model::Place::none);
  // A port may be given out again once its socket is closed or disconnected; before that it is not the system's to give.
  bool was_known(std::uint16_t port) const;
  bool is_in_use_beside(const Held& held, std::uint16_t port);
  bool is_unbound(model::Slot slot) const;
  std::uint8_t place_of(const Address& from) const;
  std::optional<Address> target_at(model::Place place, model::Slot slot);
  void keep_received(ssize_t got, std::uint32_t size);

  std::vector<KnownPort> ports_;
  int ports_chosen_ = 0;
  bool reused_ports_ = false;
};

}  // namespace socketcheck::sut
