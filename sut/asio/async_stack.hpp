// Boost.Asio's asynchronous operations: connections are made, and bytes are sent and received, by async_connect,
// async_accept, async_send and async_receive, whose handlers the context runs. All other calls are those of AsioStack.
//
// An operation that is still under way when its descriptor shows that it can't go on, or a while after it showed that it can,
// is cancelled, and counts as EAGAIN; if it was faster than its cancellation, what it did counts.
// A send for which there is no room is not begun. MSG_DONTWAIT is left out, since no asynchronous operation waits.
#pragma once

#include "sut/asio/asio_stack.hpp"

namespace socketcheck::sut::inline SOCKETCHECK_ASIO {

class AsyncPairMaker : public AsioPairMaker {
 public:
  using AsioPairMaker::AsioPairMaker;

 protected:
  boost::system::error_code connect(boost::asio::ip::tcp::socket& socket, const boost::asio::ip::tcp::endpoint& to) override;
  boost::system::error_code accept(boost::asio::ip::tcp::socket& socket, boost::asio::ip::tcp::endpoint& from) override;
};

class AsyncAsioStack : public AsioStack {
 public:
  AsyncAsioStack();

  Abilities abilities() const override;

  using AsioStack::perform;
  model::Answer perform(const model::Send& op, std::span<const std::byte> data) override;
  model::Answer perform(const model::Recv& op) override;

 private:
  struct Done {
    boost::system::error_code error;
    std::size_t bytes = 0;
  };
  template <class Begin>
  Done run(boost::asio::ip::tcp::socket& socket, short event, Begin begin);
};

}  // namespace socketcheck::sut
