#include "sut/asio/async_stack.hpp"

#include <poll.h>

#include <chrono>
#include <thread>

#include "sut/asio/asio_words.hpp"
#include "sut/kernel/sigpipe.hpp"

namespace socketcheck::sut::inline SOCKETCHECK_ASIO {

using boost::asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr auto deadline = std::chrono::seconds(5);
// A submission, its completion, and the handler; one that is submitted again and again must not be followed for ever.
constexpr int handlers_of_an_operation = 16;
// What the descriptor shows as possible Asio should do at once; the suite calls again what was not done.
constexpr auto deadline_when_ready = std::chrono::milliseconds(20);

bool shows(tcp::socket& socket, short event) {
  pollfd polled{socket.native_handle(), event, 0};
  return ::poll(&polled, 1, 0) > 0;
}

// Runs handlers until this one has run. False: it has not within the time limit. Asio itself is given no time limit: on
// io_uring, version 1.81 then leaves a request behind that points into its stack (sut/FINDINGS.md).
bool run_until(boost::asio::io_context& context, const bool& has_run, std::chrono::steady_clock::duration at_most = deadline) {
  const auto end = std::chrono::steady_clock::now() + at_most;
  context.restart();
  while (!has_run && std::chrono::steady_clock::now() < end)
    if (context.poll_one() == 0) std::this_thread::yield();
  return has_run;
}

}  // namespace

error_code AsyncPairMaker::connect(tcp::socket& socket, const tcp::endpoint& to) {
  error_code result = boost::asio::error::timed_out;
  bool has_run = false;
  socket.async_connect(to, [&](const error_code& error) { result = error, has_run = true; });
  if (!run_until(context_, has_run)) socket.close(), run_until(context_, has_run);
  return result;
}

error_code AsyncPairMaker::accept(tcp::socket& socket, tcp::endpoint& from) {
  error_code result = boost::asio::error::timed_out;
  bool has_run = false;
  listener_.async_accept(socket, from, [&](const error_code& error) { result = error, has_run = true; });
  if (!run_until(context_, has_run)) listener_.close(), run_until(context_, has_run);
  return result;
}

AsyncAsioStack::AsyncAsioStack() { maker_ = std::make_unique<AsyncPairMaker>(context_); }

template <class Begin>
AsyncAsioStack::Done AsyncAsioStack::run(tcp::socket& socket, short event, Begin begin) {
  Done done;
  bool has_run = false;
  begin([&](const error_code& error, std::size_t bytes) { done = {error, bytes}, has_run = true; });
  context_.restart();
  for (int handlers = 0; !has_run && handlers < handlers_of_an_operation && context_.poll_one() > 0; ++handlers) {
  }
  if (!has_run && shows(socket, event)) run_until(context_, has_run, deadline_when_ready);
  if (!has_run) {
    error_code ignored;
    socket.cancel(ignored);
    run_until(context_, has_run);
  }
  if (!has_run) throw std::runtime_error("Asio has not called the handler of a cancelled operation within 5 s");
  if (done.error == boost::asio::error::operation_aborted) done.error = boost::asio::error::would_block;
  return done;
}

// Of the flags only those are handed on that the asynchronous operations are tested with.
Abilities AsyncAsioStack::abilities() const {
  Abilities abilities = AsioStack::abilities();
  abilities.other_flags = false;
  return abilities;
}

model::Answer AsyncAsioStack::perform(const model::Send& op, std::span<const std::byte> data) {
  const int flags = op.no_signal ? MSG_NOSIGNAL : 0;
  // One that has met a full buffer does not heed cancel() on io_uring (sut/FINDINGS.md): it is not begun.
  if (!shows(socket(op.slot), POLLOUT)) return answer_of(boost::asio::error::would_block);
  const int before = sigpipes_so_far();
  const Done done = run(socket(op.slot), POLLOUT, [&](auto handler) {
    socket(op.slot).async_send(boost::asio::buffer(data.data(), data.size()), flags, std::move(handler));
  });
  model::Answer answer = answer_of(done.error, static_cast<std::int64_t>(done.bytes));
  answer.sigpipes = static_cast<std::uint8_t>(sigpipes_so_far() - before);
  return answer;
}

model::Answer AsyncAsioStack::perform(const model::Recv& op) {
  const int flags = (op.peek ? MSG_PEEK : 0) | (op.truncate ? MSG_TRUNC : 0);
  received_ = {};
  const Done done = run(socket(op.slot), POLLIN, [&](auto handler) {
    socket(op.slot).async_receive(boost::asio::buffer(buffer_.data(), op.size), flags, std::move(handler));
  });
  if (!op.truncate && done.bytes <= op.size) received_ = {buffer_.data(), done.bytes};
  return answer_of(done.error, static_cast<std::int64_t>(done.bytes));
}

}  // namespace socketcheck::sut
