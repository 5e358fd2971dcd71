#include "model/text/line.hpp"

namespace socketcheck::model {

bool flags(Line& line, std::initializer_list<Flag> known) {
  if (!line.take(",")) return true;
  do {
    bool found = false;
    for (const Flag& flag : known)
      if (line.take(flag.name)) found = *flag.set = true;
    if (!found) {
      std::string names;
      for (const Flag& flag : known) names += (names.empty() ? "" : ", ") + std::string(flag.name);
      line.fail<int>("a flag of " + names);
      return false;
    }
  } while (line.take("|"));
  return true;
}

std::optional<Place> given_place(Line& line) {
  constexpr struct {
    std::string_view name;
    Place place;
  } words[] = {{"p", Place::p}, {"q", Place::q}, {"r", Place::r}};
  for (const auto& [name, place] : words)
    if (line.take(name)) return place;
  return std::nullopt;
}

}  // namespace socketcheck::model
