// From the first socket to the last close: connecting, listening, accepting, ending, and connecting again.
#include "properties/claims/claims.hpp"
#include "properties/claims/examples.hpp"

namespace socketcheck::properties {

Property the_whole_life_of_a_connection() {
  Property property;
  property.name = "TheWholeLifeOfAConnection";
  property.sentence = "sockets do what the model allows from the first to the last of their connections";
  property.source = "RFC 9293 3.5 and 3.10; POSIX.1-2017 XSH 2.10, connect(), listen() and accept()";
  property.profile.life = Life::whole;
  property.profile.weights = weights_of_a_whole_life();
  property.profile.longest = 50;
  property.profile.other_flags = 0.05;
  property.examples = examples_of_a_whole_life;
  return property;
}

}  // namespace socketcheck::properties
