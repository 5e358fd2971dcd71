// Small scopes are closed, not sampled: every program of a few teardown calls.
#include "properties/claims/claims.hpp"

namespace socketcheck::properties {

Property exhaustive_property(std::size_t depth) {
  Property property;
  property.name = "EveryShortProgramConforms";
  property.sentence = "every program of a few teardown calls conforms";
  property.source = "RFC 9293 3.10";
  property.exhaustive_depth = depth;
  return property;
}

Property every_short_program_conforms() { return exhaustive_property(4); }

}  // namespace socketcheck::properties
