// Between Asio's error codes and endpoints and the suite's answers and addresses.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include "sut/asio/asio_namespace.hpp"
#include "model/rules/answer.hpp"
#include "sut/kernel/family.hpp"

namespace socketcheck::sut::inline SOCKETCHECK_ASIO {

// The answer of a call that left this error code, and this value if it was none. The end of the stream is an error
// code of Asio's own; its answer is 0 bytes.
model::Answer answer_of(const boost::system::error_code& error, std::int64_t value = 0);

Address address_of(const boost::asio::ip::tcp::endpoint& endpoint);
boost::asio::ip::tcp::endpoint endpoint_of(const Address& address);

}  // namespace socketcheck::sut
