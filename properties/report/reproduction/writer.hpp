// Writes a finding as a C program, part by part.
#pragma once

#include <optional>
#include <string>

#include "model/explain.hpp"
#include "properties/report/reproduction/c_calls.hpp"
#include "properties/runner/connections.hpp"
#include "properties/runner/finding.hpp"

namespace socketcheck::properties {

inline constexpr std::string_view of_the_clean_up = "the clean-up's ";
inline constexpr std::string_view after_the_clean_up = "after the clean-up's ";

// Nothing changes by it, so its answer decides nothing about what follows.
bool only_looks(const model::Operation& call);

class Reproduction {
 public:
  using Operation = model::Operation;

  // Owns none of them.
  Reproduction(const Finding& finding, const model::Book& book, const std::string& kernel)
      : finding_(finding),
        failure_(finding.failure),
        book_(book),
        kernel_(kernel),
        worlds_{model::world_of(finding.program.start, finding.limits)} {}
  std::optional<std::string> take();

 private:
  bool uses_wire_or_threads() const;
  std::string heading() const;
  std::string family() const;
  void add(const std::string& line) { main_ += "  " + line + "\n"; }
  void add_start();
  std::string names_of_pair() const;
  bool call_broke() const { return failure_.subject.empty(); }
  bool is_about_the_clean_up() const;
  bool add_calls();
  bool go_on(const Operation& call, const model::Answer& answer);
  std::string expression(const Operation& call, bool patient);
  void add_call(const Operation& call, const std::string& label, const model::Answer& answer, const std::string& seen);
  void add_allowed();
  void add_condition();
  void add_verdict(const std::string& label, std::string_view reading, const std::string& is_there);
  bool add_broken_call(const Operation& call, const std::string& label);
  void add_looking(const std::string& look);
  bool add_look(const std::string& text);
  bool add_clean_up();
  void add_giving_up();
  bool add_end();
  bool add_descriptors();
  bool add_end(const EndOfConnection& end);
  std::string condition_for_state(model::State state) const;

  const Finding& finding_;
  const Failure& failure_;
  const model::Book& book_;
  const std::string& kernel_;
  model::Worlds worlds_;
  CCalls calls_;
  std::string condition_;  // the function that knows what is allowed; may be empty
  std::string start_;      // of main(): the sockets of `start pair`
  std::string main_;       // the rest of it
  bool uses_x_ = false;
  bool sends_ = false;
};

}  // namespace socketcheck::properties
