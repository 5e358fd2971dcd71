#include "properties/claims/claims.hpp"

namespace socketcheck::properties {

Property half_close_leaves_the_other_direction_alive() {
  using namespace model;
  Property property;
  property.name = "HalfCloseLeavesTheOtherDirectionAlive";
  property.sentence = "half-close leaves the other direction alive";
  property.source = "RFC 9293 3.6 and 3.6.1; POSIX.1-2017 shutdown() DESCRIPTION";
  property.profile.weights = Weights{}.with<Send>(6).with<Recv>(6).with<Shutdown>(4).with<Close>(0.3).with<GetPeerName>(0.3).with<Poll>(0.5).with<TcpInfo>(0.4);
  property.profile.longest = 25;
  property.profile.send_sizes = {1, 2, 10, 1000, 20000};
  property.profile.recv_sizes = {1, 2, 10, 65536};
  return property;
}

}  // namespace socketcheck::properties
