// What a program has shown on a wire of the suite's own.
#pragma once

#include <string>
#include <vector>

namespace socketcheck::properties::article {

struct Shown {
  std::string problem;              // why nothing was shown: there is no such wire here; empty: it was
  std::string deviation;            // what no rule allows; empty: everything conformed
  std::vector<std::string> answers; // by call

  bool was_shown() const { return problem.empty(); }
  bool conforms() const { return was_shown() && deviation.empty(); }
  // Of the n-th call, from 1; empty: the program did not come so far.
  std::string answer(std::size_t call) const { return call <= answers.size() ? answers[call - 1] : std::string(); }
};

}  // namespace socketcheck::properties::article
