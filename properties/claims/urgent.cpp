// Urgent data: where the mark stands, and the byte that is told apart from the others.
#include "properties/claims/claims.hpp"
#include "properties/claims/examples.hpp"

namespace socketcheck::properties {

Property urgent_data_stands_at_its_mark() {
  using namespace model;
  Property property;
  property.name = "UrgentDataStandsAtItsMark";
  property.sentence = "urgent data stands at its mark, and recv stops there";
  property.source = "RFC 9293 3.8.5; RFC 6093; POSIX.1-2017 XSH 2.10.8 and 2.10.12, sockatmark()";
  property.profile.weights =
      Weights{}.with<Send>(5).with<Recv>(5).with<RecvUrgent>(2).with<AtMark>(1).with<SetOption>(0.3).with<UnreadBytes>(0.5)
          .with<Poll>(0.3).with<Shutdown>(0.4).with<Close>(0.3).with<Abort>(0.2).with<UnacknowledgedBytes>(0.2);
  property.profile.longest = 40;
  property.profile.send_sizes = {1, 1, 2, 3};
  property.profile.recv_sizes = {1, 2, 3, 5};
  property.profile.other_flags = 0.4;
  property.examples = examples_of_urgent_data;
  return property;
}

}  // namespace socketcheck::properties
