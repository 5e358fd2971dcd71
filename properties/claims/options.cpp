// Options are read back as they were set, and what they promise is kept.
#include "properties/claims/claims.hpp"
#include "properties/claims/examples.hpp"

namespace socketcheck::properties {

Property options_are_kept_and_obeyed() {
  using namespace model;
  Property property;
  property.name = "OptionsAreKeptAndObeyed";
  property.sentence = "options are kept, handed on and obeyed";
  property.source = "POSIX.1-2017 XSH 2.10.16, setsockopt() and getsockopt()";
  property.profile.weights =
      Weights{}.with<SetOption>(4).with<GetOption>(4).with<Send>(3).with<Recv>(3).with<Poll>(1).with<UnreadBytes>(0.3)
          .with<SetNoDelay>(0.5).with<GetNoDelay>(0.5).with<SetLinger>(0.3).with<GetLinger>(0.5).with<Shutdown>(0.4)
          .with<Close>(0.2).with<Abort>(0.2).with<UnacknowledgedBytes>(0.5);
  property.profile.longest = 40;
  property.profile.send_sizes = {1, 1, 2, 3, 5, 100, 1000, 5000};
  property.profile.recv_sizes = {1, 2, 3, 5, 100, 5000};
  property.profile.other_flags = 0.05;
  property.examples = examples_of_options;
  return property;
}

}  // namespace socketcheck::properties
