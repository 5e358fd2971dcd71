#include "sut/uring/uring_stack.hpp"

#include "sut/unavailable.hpp"
#include "sut/uring/uring_calls.hpp"

namespace socketcheck::sut {
namespace {

class UringStack : public SocketStack {
 public:
  using SocketStack::SocketStack;
  Abilities abilities() const override {
    Abilities abilities = SocketStack::abilities();
    abilities.sigpipe = false;
    return abilities;
  }
};

}  // namespace

std::unique_ptr<Stack> make_uring_stack() {
  auto calls = std::make_unique<UringCalls>();
  if (!calls->why_none().empty()) return std::make_unique<Unavailable>(calls->why_none());
  return std::make_unique<UringStack>(std::move(calls), Family::ipv4);
}

}  // namespace socketcheck::sut
