// Makes connected pairs of non-blocking Asio sockets over 127.0.0.0/8, with TCP_NODELAY set.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <optional>
#include <variant>

#include "sut/kernel/family.hpp"
#include "sut/stack.hpp"

namespace socketcheck::sut {

struct AsioPair {
  boost::asio::ip::tcp::socket active;   // the one that connected
  boost::asio::ip::tcp::socket passive;  // the one that was accepted
  Address active_name;
  Address passive_name;
};

class AsioPairMaker {
 public:
  // Does not own the context.
  explicit AsioPairMaker(boost::asio::io_context& context);

  std::variant<AsioPair, CouldNotTest> make();

 private:
  std::optional<CouldNotTest> open_listener();
  boost::system::error_code listen_at(const Address& place);
  std::optional<CouldNotTest> accept_from(const Address& expected, boost::asio::ip::tcp::socket& passive);

  boost::asio::io_context& context_;
  boost::asio::ip::tcp::acceptor listener_;
  boost::asio::ip::tcp::endpoint listening_;
};

}  // namespace socketcheck::sut
