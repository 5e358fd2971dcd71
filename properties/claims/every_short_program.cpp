// Small scopes are closed, not sampled: every program of a few calls of an alphabet.
#include "properties/claims/claims.hpp"

namespace socketcheck::properties {

Property exhaustive_property(const Alphabet& alphabet, std::size_t depth) {
  Property property;
  property.name = alphabet.property;
  property.sentence = alphabet.claim;
  property.source = alphabet.source;
  property.alphabet = &alphabet;
  property.exhaustive_depth = depth;
  return property;
}

Property every_short_program_conforms() { return exhaustive_property(*find_alphabet("teardown"), 4); }
Property every_short_handshake_conforms() { return exhaustive_property(*find_alphabet("handshake"), 3); }
Property every_short_listener_conforms() { return exhaustive_property(*find_alphabet("listeners"), 4); }

Property every_short_urgent_program_conforms() { return exhaustive_property(*find_alphabet("urgent"), 4); }
Property every_short_sharing_conforms() { return exhaustive_property(*find_alphabet("sharing"), 4); }

Property every_short_blocked_program_conforms() { return exhaustive_property(*find_alphabet("blocked"), 3); }
Property every_short_blocked_accept_conforms() { return exhaustive_property(*find_alphabet("blocked-accepts"), 3); }

}  // namespace socketcheck::properties
