#include "properties/claims/claims.hpp"

namespace socketcheck::properties {

Property unread_data_turns_close_into_rst() {
  using namespace model;
  Property property;
  property.name = "UnreadDataTurnsCloseIntoRst";
  property.sentence = "unread data turns close into RST, and nothing else does";
  property.source = "RFC 9293 3.6.1 [SHLD-3]; RFC 2525 2.17";
  property.profile.weights = Weights{}.with<Send>(5).with<Recv>(5).with<Close>(3).with<Shutdown>(1.5).with<Abort>(0.3).with<SetLinger>(0.4).with<UnreadBytes>(0.3);
  property.profile.longest = 14;
  property.profile.send_sizes = {1, 2, 3, 1000, 20000};
  property.profile.recv_sizes = {1, 2, 3, 1000, 65536};
  property.profile.flags = 0.25;
  return property;
}

}  // namespace socketcheck::properties
