#include "properties/generators/alphabet.hpp"

namespace socketcheck::properties {

namespace {

Alphabet make_teardown(bool no_signal) {
  Alphabet teardown{
      "teardown", "send(2), recv(1), shutdown(SHUT_RD, SHUT_WR, SHUT_RDWR), close and abort at either end", {}};
  for (const auto slot : {model::Slot::a, model::Slot::b}) {
    teardown.calls.push_back(model::Send{.slot = slot, .size = 2, .no_signal = no_signal});
    teardown.calls.push_back(model::Recv{.slot = slot, .size = 1});
    for (const auto half : {model::Half::read, model::Half::write, model::Half::both})
      teardown.calls.push_back(model::Shutdown{slot, half});
    teardown.calls.push_back(model::Close{slot});
    teardown.calls.push_back(model::Abort{slot});
  }
  return teardown;
}

}  // namespace

const Alphabet& teardown_alphabet(bool no_signal) {
  static const Alphabet with_signals = make_teardown(false);
  static const Alphabet without = make_teardown(true);
  return no_signal ? without : with_signals;
}

}  // namespace socketcheck::properties
