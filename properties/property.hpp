// A property: a claim about sockets, the programs that put it to the test, and what it watches beside the model.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "properties/complete/completeness.hpp"
#include "properties/generators/alphabet.hpp"
#include "properties/generators/profile.hpp"
#include "properties/runner/invariant.hpp"

namespace socketcheck::properties {

struct Property {
  std::string_view name;      // the name of its GoogleTest suite
  std::string_view sentence;  // the claim
  std::string_view source;    // who makes it
  Profile profile;
  const std::vector<model::Program>& (*examples)() = nullptr;  // run first; may be null
  std::unique_ptr<Invariant> (*invariant)() = nullptr;  // may be null
  const Alphabet* alphabet = nullptr;                   // of the exhaustive programs
  std::size_t exhaustive_depth = 0;                     // > 0: every program of so many calls of the alphabet, no random ones
  std::optional<CompleteScope> complete;                // a complete test set over the alphabet, and nothing else
  bool needs_the_wire = false;                          // only for stacks whose wire is the suite's
  bool counts_descriptors = false;                      // each program leaves the process as many as it found
  model::Transport of_examples = model::Transport::stream;  // of a property that has examples and nothing else

  // What its programs are about: only a stack of the same transport is put to the test.
  model::Transport transport() const {
    if (alphabet != nullptr) return model::transport_of(alphabet->start);
    return profile.life == Life::datagrams ? model::Transport::datagram : of_examples;
  }
};

// Whether its programs make sockets one by one.
bool needs_fresh_sockets(const Property& property);

// Whether calls of its programs wait in threads of their own.
bool needs_threads(const Property& property);

// In the order in which they run; one file of properties/claims/ each.
const std::vector<Property>& all_properties();
// Every program of up to `depth` calls of the alphabet.
Property exhaustive_property(const Alphabet& alphabet, std::size_t depth);
// A complete test set over the alphabet, whose start is a pair: with sockets that come and go the worlds have no end.
Property complete_property(const Alphabet& alphabet, const CompleteScope& scope);

}  // namespace socketcheck::properties
