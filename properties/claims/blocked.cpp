// Calls in threads of their own wait for what the model says that they wait for, and return as soon as it is there.
#include "properties/claims/claims.hpp"
#include "properties/claims/examples.hpp"

namespace socketcheck::properties {

Property blocked_calls_wake_up() {
  using namespace model;
  Property property;
  property.name = "BlockedCallsWakeUp";
  property.sentence = "a blocked call wakes up when it must, and not before";
  property.source = "POSIX.1-2017 recv(), send(), accept(), connect(), poll() and select(), shall block; XSH 2.9.7, thread interactions";
  property.profile.life = Life::either;
  property.profile.weights =
      Weights{}.with<Begin>(6).with<Interrupt>(0.4).with<Send>(3).with<Recv>(2).with<Shutdown>(1.5).with<Close>(0.7).with<Abort>(0.5)
          .with<Poll>(0.3).with<UnreadBytes>(0.3).with<GetError>(0.2).with<NewSocket>(1.5).with<Connect>(3).with<Accept>(0.7)
          .with<Listen>(0.4).with<Disconnect>(0.4).with<Bind>(0.2).with<Dup>(0.3);
  property.profile.longest = 16;
  property.profile.send_sizes = {1, 1, 2, 3, 10, 1000, 20000};
  property.profile.recv_sizes = {1, 1, 2, 3, 10, 1000, 65536};
  property.profile.small_buffers = 0.4;
  property.examples = examples_of_blocked_calls;
  return property;
}

}  // namespace socketcheck::properties
