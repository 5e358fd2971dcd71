// How much can be shown of a small scope: every call in every world, and each outcome told from all other worlds.
#include "properties/property.hpp"

namespace socketcheck::properties {

Property complete_property(const Alphabet& alphabet, const CompleteScope& scope) {
  Property property;
  property.name = "TheCompleteTestSetConforms";
  property.sentence = "a complete test set over an alphabet conforms";
  property.source = alphabet.source;
  property.alphabet = &alphabet;
  property.complete = scope;
  return property;
}

}  // namespace socketcheck::properties
