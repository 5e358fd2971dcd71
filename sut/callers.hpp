// Blocking calls in threads of their own, where a stack can make them. They are numbered as the model numbers the calls
// that are out.
#pragma once

#include <span>
#include <string>

#include "sut/stack.hpp"

namespace socketcheck::sut {

class Callers {
 public:
  virtual ~Callers() = default;

  // Why no thread can be watched here; empty: they can.
  virtual std::string why_none() const = 0;

  // Begins the call; `data` are the bytes of a send.
  virtual void begin(int number, const model::Begin& call, std::span<const std::byte> data) = 0;

  enum class State { goes_on, waits, returned };
  // Whether its thread sleeps in the call, as the kernel tells of it, or has returned from it; else it goes on with it.
  virtual State state(int number) = 0;
  // What it has returned; the number is free again.
  virtual model::Answer take(int number) = 0;
  // The bytes that a recv has returned; valid until the next call of that number begins.
  virtual std::span<const std::byte> received(int number) const = 0;
  // Sends its thread a signal that is caught.
  virtual void interrupt(int number) = 0;
  // Returns when a call has returned, at the latest after `at_most`.
  virtual void wait(Milliseconds at_most) = 0;

  // From now on each other call of the stack that has not returned after so long answers Error::no_return, and what it does
  // later is never seen. 0: they may take as long as they like.
  virtual void limit_others(Milliseconds limit) = 0;
};

}  // namespace socketcheck::sut
