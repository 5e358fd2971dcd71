// What stands for a stack that this machine can't have: it says so instead of beginning a program.
#pragma once

#include <string>

#include "sut/kernel/socket_stack.hpp"

namespace socketcheck::sut {

class Unavailable : public SocketStack {
 public:
  explicit Unavailable(std::string why) : SocketStack(std::make_unique<Calls>(), Family::ipv4), why_(std::move(why)) {}
  std::optional<CouldNotTest> begin(const model::Start&) override { return CouldNotTest{why_}; }

 private:
  std::string why_;
};

}  // namespace socketcheck::sut
