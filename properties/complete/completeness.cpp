#include "properties/complete/completeness.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "properties/report/numbers.hpp"

namespace socketcheck::properties {

std::string guarantee_text(const Completeness& c) {
  const std::string more = c.scope.extra_states > 0 ? fmt::format(" and {} more", c.scope.extra_states) : "";
  return fmt::format(
      "  complete for the calls of the alphabet {} with at most {} bytes unread each way: this stack can be brought to {} worlds of\n"
      "  the model. {} of {} calls in them were made, and {} programs of at most {} calls have told the world behind each from\n"
      "  every other that can be told from it (HSI-method; {} can be told apart). A stack whose answers depend on nothing but the\n"
      "  calls before, with at most as many states as can be told apart{}, conforms or was caught. Not shown: other calls and\n"
      "  sizes, more bytes, several threads, chance, and what only time brings.\n",
      c.alphabet, c.scope.most_outstanding, count(c.worlds), count(c.edges_taken), count(c.edges), count(c.programs), c.longest,
      count(c.told_apart), more);
}

nlohmann::json completeness_json(const Completeness& c) {
  return {{"alphabet", c.alphabet}, {"most_outstanding", c.scope.most_outstanding}, {"extra_states", c.scope.extra_states},
          {"worlds", c.worlds}, {"told_apart", c.told_apart}, {"edges", c.edges}, {"edges_taken", c.edges_taken},
          {"programs", c.programs}, {"longest", c.longest}};
}

}  // namespace socketcheck::properties
