#include "properties/claims/examples.hpp"

#include <stdexcept>

#include "model/text/parse.hpp"

namespace socketcheck::properties {
namespace {

constexpr std::string_view texts[] = {
    // A whole life, with every option and every question on the way.
    "send(a, 5); poll(b); ioctl(b, FIONREAD); recv(b, 5, MSG_PEEK); recv(b, 5); recv(b, 1); send(a, 0);"
    "getsockname(a); getpeername(a); getsockopt(a, TCP_INFO); getsockopt(a, SO_ERROR); getsockopt(a, TCP_NODELAY);"
    "setsockopt(a, TCP_NODELAY, 1); getsockopt(a, SO_LINGER); setsockopt(a, SO_LINGER, {0, 0}); close(a); close(b)",
    // Half-close, seen from both sides, then the four-way close.
    "shutdown(a, SHUT_WR); shutdown(a, SHUT_WR); poll(a); getpeername(a); getsockname(a); getsockopt(a, SO_LINGER);"
    "setsockopt(a, SO_LINGER, {1, 0}); setsockopt(a, SO_LINGER, {0, 0}); getsockopt(a, TCP_NODELAY);"
    "setsockopt(a, TCP_NODELAY, 1); send(a, 1); recv(b, 1); send(b, 3); recv(a, 3); shutdown(b, SHUT_WR); recv(a, 1);"
    "getsockopt(a, TCP_INFO); shutdown(a, SHUT_WR); poll(a); getpeername(a); close(a); close(b)",
    // The read half shut, with and without data.
    "shutdown(a, SHUT_RD); recv(a, 1); send(b, 4); ioctl(a, FIONREAD); recv(a, 2); close(a)",
    "shutdown(a, SHUT_RD); abort(b); recv(a, 1); recv(a, 1)",
    "shutdown(a, SHUT_WR); close(a); shutdown(b, SHUT_RD); shutdown(b, SHUT_RDWR)",
    // Resets: reported once, by whoever comes first.
    "abort(a); recv(b, 1); recv(b, 1); send(b, 1); shutdown(b, SHUT_WR); close(b)",
    "abort(a); send(b, 1); send(b, 1)",
    "abort(a); getsockopt(b, SO_ERROR); getsockopt(b, SO_ERROR)",
    "shutdown(a, SHUT_WR); abort(a); recv(b, 1); send(b, 1)",
    "shutdown(a, SHUT_WR); abort(a); getsockopt(b, SO_ERROR); abort(b)",
    "send(a, 5); close(b); recv(a, 1)",
    "setsockopt(a, SO_LINGER, {1, 0}); close(a); recv(b, 1)",
    // Data for an end that takes none.
    "close(a); send(b, 1); send(b, 1)",
    "shutdown(a, SHUT_RDWR); send(b, 1); recv(a, 1)",
    "shutdown(a, SHUT_WR); close(a); close(b)",
    // A window that is full, and a FIN behind it.
    "send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576);"
    "send(a, 1); recv(b, 1)",
    "shutdown(b, SHUT_WR); send(a, 1048576); close(a)",
    "send(a, 1048576); shutdown(b, SHUT_WR); shutdown(a, SHUT_WR); close(a)",
    "send(a, 1048576); shutdown(b, SHUT_WR); shutdown(a, SHUT_WR); abort(a)",
    // Two FINs that cross, because one of them waits behind a full window.
    "send(a, 1048576); shutdown(a, SHUT_WR); shutdown(b, SHUT_WR); recv(b, 1048576); recv(b, 1048576);"
    "recv(b, 1048576); recv(b, 1048576); recv(b, 1048576); recv(b, 1048576); recv(b, 1048576); recv(b, 1048576)",
    "send(a, 1048576); shutdown(a, SHUT_WR); shutdown(b, SHUT_WR); close(b)",
};

}  // namespace

const std::vector<model::Program>& examples_of_every_rule() {
  static const std::vector<model::Program> programs = [] {
    std::vector<model::Program> parsed;
    for (const std::string_view text : texts) {
      auto program = model::parse_program("start pair a b;" + std::string(text));
      if (const auto* error = std::get_if<model::ParseError>(&program)) throw std::logic_error(error->message);
      parsed.push_back(std::get<model::Program>(std::move(program)));
    }
    return parsed;
  }();
  return programs;
}

}  // namespace socketcheck::properties
