// The host's TCP behind Boost.Asio: every call of a program is one of boost::asio::ip::tcp::socket's own, in the form
// that reports an error_code.
//
// What is Asio's and not the kernel's:
//   * a send or receive of 0 bytes is answered without a call, so it is not tested;
//   * every send carries MSG_NOSIGNAL, so no SIGPIPE can be asked for;
//   * the end of the stream is the error code `eof`; here it is 0 bytes again;
//   * the socket's destructor takes back a linger time that was set, so here every socket is closed by close().
// On POSIX systems neither endpoint is cached, and close, shutdown, available and the options hand on what the kernel
// says; only SO_RCVBUF and SO_SNDBUF are halved.
//
// native_handle is used for:
//   * poll(2) in perform(Poll) and glance(): wait() tells only that a read or a write would not block, not by which
//     events;
//   * epoll in wait(): it reads no event away, and edges show that more data came behind unread data;
//   * IP_LOCAL_PORT_RANGE, which Asio has no option for, on a socket that is about to connect;
//   * poll(2) on the listener: accept() of a non-blocking acceptor returns at once, and its wait() too; a blocking one
//     has no deadline.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "sut/asio/asio_namespace.hpp"
#include "sut/asio/asio_pair_maker.hpp"
#include "sut/kernel/sock_diag.hpp"
#include "sut/kernel/waiter.hpp"
#include "sut/stack.hpp"

namespace socketcheck::sut::inline SOCKETCHECK_ASIO {

class AsioStack : public Stack {
 public:
  AsioStack();
  ~AsioStack() override;

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

  std::span<const std::byte> received() const override { return received_; }
  void glance(const model::Questions& questions, model::Glance& glance) override;
  void wait(Milliseconds at_most) override;
  std::optional<model::State> end_state(int connection, int end) override;
  bool dropped_time_waits() override;
  void abandon() override;

 protected:
  using Socket = boost::asio::ip::tcp::socket;
  struct Held {
    std::optional<Socket> socket;
    int end = 0;                   // 0: the one that connected
  };
  Held& held(model::Slot slot) { return held_[static_cast<std::size_t>(slot)]; }
  Socket& socket(model::Slot slot) { return *held(slot).socket; }

  boost::asio::io_context context_{1};  // one thread
  std::unique_ptr<AsioPairMaker> maker_ = std::make_unique<AsioPairMaker>(context_);
  std::vector<std::byte> buffer_;
  std::span<const std::byte> received_;

 private:
  std::optional<CouldNotTest> begin_pair(const model::StartPair& start);
  model::Answer close_socket(Held& held);
  model::Answer name_of(const boost::system::error_code& error, const boost::asio::ip::tcp::endpoint& endpoint,
                        const Held& held) const;

  SockDiag diag_;
  Waiter waiter_;
  std::array<Held, model::number_of_slots> held_;
  std::array<Address, 2> names_;  // of the ends of the connection
};

}  // namespace socketcheck::sut
