#include "sut/asio/asio_words.hpp"

#include <boost/asio/error.hpp>
#include <cstring>

#include "sut/kernel/errors.hpp"

namespace socketcheck::sut::inline SOCKETCHECK_ASIO {

using boost::asio::ip::tcp;

model::Answer answer_of(const boost::system::error_code& error, std::int64_t value) {
  if (!error) return {.value = value};
  if (error == boost::asio::error::eof) return {.value = 0};
  return failure(error.value());
}

Address address_of(const tcp::endpoint& endpoint) {
  Address address;
  std::memcpy(&address.storage, endpoint.data(), endpoint.size());
  address.length = static_cast<socklen_t>(endpoint.size());
  return address;
}

tcp::endpoint endpoint_of(const Address& address) {
  tcp::endpoint endpoint;
  std::memcpy(endpoint.data(), &address.storage, address.length);
  endpoint.resize(address.length);
  return endpoint;
}

}  // namespace socketcheck::sut
