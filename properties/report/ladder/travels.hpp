// What was seen on the wire, told as a diagram tells it: how far each segment came, and what it says that is new.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "properties/report/ladder/chart.hpp"
#include "sut/wire/sighting.hpp"

namespace socketcheck::properties::ladder {

// One line of the diagram: a segment, or many that look alike with their number in brackets, and the states of both
// ends after it.
struct Travel {
  sut::Sighting sighting;
  Fate fate = Fate::arrives;
  std::string text = {};   // empty: no segment, the states alone
  std::string words = {};  // as failures name the segment; empty: there is none
};

class Travels {
 public:
  // Of one step; remembers what each end has said so far.
  std::vector<Travel> of(const std::vector<sut::Sighting>& sightings);

 private:
  struct Said {
    std::int64_t up_to = 0;         // what was sent
    std::int64_t acknowledged = 1;  // the SYN, before anybody watches
  };
  using End = std::pair<int, int>;  // connection and number

  std::string text_of(const sut::Sighting& one);

  std::map<End, Said> said_;
  std::vector<std::pair<model::Segment, std::string>> texts_;  // of all that was emitted
};

}  // namespace socketcheck::properties::ladder
