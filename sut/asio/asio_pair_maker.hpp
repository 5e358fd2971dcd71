// Makes connected pairs of non-blocking Asio sockets over 127.0.0.0/8, with TCP_NODELAY set.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <optional>
#include <variant>

#include "sut/asio/asio_namespace.hpp"
#include "sut/kernel/family.hpp"
#include "sut/stack.hpp"

namespace socketcheck::sut::inline SOCKETCHECK_ASIO {

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
  virtual ~AsioPairMaker() = default;

  std::variant<AsioPair, CouldNotTest> make();

 protected:
  virtual boost::system::error_code connect(boost::asio::ip::tcp::socket& socket, const boost::asio::ip::tcp::endpoint& to);
  virtual boost::system::error_code accept(boost::asio::ip::tcp::socket& socket, boost::asio::ip::tcp::endpoint& from);

  boost::asio::io_context& context_;
  boost::asio::ip::tcp::acceptor listener_;

 private:
  std::optional<CouldNotTest> open_listener();
  boost::system::error_code listen_at(const Address& place);
  std::optional<CouldNotTest> accept_from(const Address& expected, boost::asio::ip::tcp::socket& passive);

  boost::asio::ip::tcp::endpoint listening_;
};

}  // namespace socketcheck::sut
