#include "sut/asio/asio_pair_maker.hpp"

#include <poll.h>

#include <string>

#include "sut/asio/asio_words.hpp"
#include "sut/kernel/places.hpp"

namespace socketcheck::sut::inline SOCKETCHECK_ASIO {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

constexpr int backlog = 16;
constexpr int deadline_ms = 5000;

CouldNotTest because(const char* call, const error_code& error) { return {std::string(call) + ": " + error.message()}; }

error_code prepare(tcp::socket& socket) {
  error_code error;
  socket.non_blocking(true, error);
  if (!error) socket.set_option(tcp::no_delay(true), error);
  return error;
}

}  // namespace

AsioPairMaker::AsioPairMaker(boost::asio::io_context& context)
    : context_(context), listener_(context) {}

error_code AsioPairMaker::listen_at(const Address& place) {
  error_code error;
  listener_.close(error);
  listener_.open(tcp::v4(), error);
  if (!error) listener_.non_blocking(true, error);
  if (!error) listener_.bind(endpoint_of(place), error);
  if (!error) listener_.listen(backlog, error);
  if (!error) listening_ = listener_.local_endpoint(error);
  return error;
}

// As in PairMaker: at the process's usual place; elsewhere if that is taken.
std::optional<CouldNotTest> AsioPairMaker::open_listener() {
  error_code error = listen_at(listening_place(Family::ipv4));
  if (error) {
    forget_listening_place(Family::ipv4);
    error = listen_at(listening_place(Family::ipv4));
  }
  if (!error) {
    remember_listening_place(Family::ipv4, address_of(listening_));
    return std::nullopt;
  }
  error_code ignored;
  listener_.close(ignored);
  return because("a listening socket", error);
}

// Whoever else may have connected meanwhile is turned away.
std::optional<CouldNotTest> AsioPairMaker::accept_from(const Address& expected, tcp::socket& passive) {
  for (;;) {
    tcp::endpoint from;
    error_code error = accept(passive, from);
    if (!error) {
      if (address_of(from) == expected) return std::nullopt;
      passive.close(error);
      continue;
    }
    if (error == boost::asio::error::interrupted) continue;
    if (error != boost::asio::error::would_block) return because("accept", error);
    pollfd waiting{listener_.native_handle(), POLLIN, 0};
    if (::poll(&waiting, 1, deadline_ms) == 0) return CouldNotTest{"accept: no connection came within 5 s"};
  }
}

error_code AsioPairMaker::connect(tcp::socket& socket, const tcp::endpoint& to) {
  error_code error;
  socket.connect(to, error);
  return error;
}

error_code AsioPairMaker::accept(tcp::socket& socket, tcp::endpoint& from) {
  error_code error;
  listener_.accept(socket, from, error);
  return error;
}

std::variant<AsioPair, CouldNotTest> AsioPairMaker::make() {
  if (!listener_.is_open())
    if (auto failed = open_listener()) return *failed;
  tcp::socket active(context_);
  tcp::socket passive(context_);
  error_code error;
  active.open(tcp::v4(), error);
  connect_from_few_ports(active.native_handle());
  if (!error) error = connect(active, listening_);
  if (error) return because("connect", error);
  const Address active_name = address_of(active.local_endpoint(error));
  if (error) return because("getsockname", error);
  if (auto failed = accept_from(active_name, passive)) return *failed;
  for (tcp::socket* socket : {&active, &passive})
    if ((error = prepare(*socket))) return because("ioctl and setsockopt", error);
  return AsioPair{std::move(active), std::move(passive), active_name, address_of(listening_)};
}

}  // namespace socketcheck::sut
