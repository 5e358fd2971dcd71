// Calls that wait: what must wake them does, with the right answer, and nothing else does.
#include <algorithm>

#include "properties/claims/claims.hpp"
#include "properties/claims/examples.hpp"

namespace socketcheck::properties {

Property waiting_calls_wake_up() {
  using namespace model;
  Property property;
  property.name = "WaitingCallsWakeUp";
  property.sentence = "a call that waits returns when it must, with what it must, and not before";
  property.source = "POSIX.1-2017 recv(), send(), accept() and poll(); RFC 9293 3.10";
  property.profile.life = Life::whole;
  property.profile.weights =
      Weights{}.with<Begin>(4).with<NewSocket>(0.6).with<Listen>(0.3).with<Connect>(1.5).with<Accept>(0.7).with<Send>(4).with<Recv>(2)
          .with<Shutdown>(1.2).with<Close>(0.7).with<Abort>(0.4).with<Poll>(0.3).with<GetError>(0.3).with<Dup>(0.2);
  property.profile.from_a_pair = 0.6;
  property.profile.longest = 25;
  property.profile.flags = 0.1;
  property.examples = examples_of_waiting_calls;
  return property;
}

Property every_short_waiting_program_conforms() { return exhaustive_property(*find_alphabet("waiting"), 3); }

bool needs_waiting_calls(const Property& property) {
  if (property.profile.weights[kind_of<model::Begin>()] > 0) return true;
  if (property.alphabet == nullptr) return false;
  const auto& calls = property.alphabet->calls;
  return std::any_of(calls.begin(), calls.end(), [](const auto& call) { return std::holds_alternative<model::Begin>(call); });
}

}  // namespace socketcheck::properties
