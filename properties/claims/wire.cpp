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

}  // namespace socketcheck::properties
