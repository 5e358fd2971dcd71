#include "properties/report/unfinished.hpp"

#include <fmt/format.h>

#include "model/text/show.hpp"

namespace socketcheck::properties {

std::string show(const UnfinishedRun& run) {
  return fmt::format("{}\n# stack {}\n# property {}\n# seed {}\n# cases {}\n# call {} was being made when the run ended\n{}",
                     model::version_line, run.stack, run.property, run.seed, run.cases, run.step + 1,
                     model::show(run.program));
}

}  // namespace socketcheck::properties
