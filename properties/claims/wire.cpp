// What becomes of the segments between two ends is an operation of the program.
#include "properties/claims/claims.hpp"
#include "properties/claims/examples.hpp"

namespace socketcheck::properties {

Property the_wire_may_do_anything() {
  Property property;
  property.name = "TheWireMayDoAnything";
  property.sentence = "whatever the wire holds, loses, doubles or exchanges, both ends do what the model allows";
  property.source = "RFC 9293 3.3.2, 3.6 and 3.10.7; RFC 5961";
  property.profile.weights = balanced_weights().with<model::OnWire>(12);
  property.profile.longest = 40;
  property.needs_the_wire = true;
  property.examples = examples_on_the_wire;
  return property;
}

Property the_wire_may_do_anything_to_a_handshake() {
  Property property;
  property.name = "TheWireMayDoAnythingToAHandshake";
  property.sentence = "whatever the wire does to a handshake, both ends do what the model allows";
  property.source = "RFC 9293 3.5, 3.5.1 and 3.10.7.1 to 3.10.7.4";
  property.profile.life = Life::opening;
  property.profile.weights = weights_of_an_opening();
  property.profile.longest = 24;
  property.needs_the_wire = true;
  property.examples = examples_of_handshakes;
  return property;
}

}  // namespace socketcheck::properties
