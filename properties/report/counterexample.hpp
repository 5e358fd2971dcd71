// A finding as text for people and as JSON for programs.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "properties/runner/finding.hpp"

namespace socketcheck::properties {

// The whole message. `file` is the program's file, for the lines to paste; empty: there is none. `reproduction`: a C
// program stands beside it.
std::string counterexample_text(const Finding& finding, const std::string& kernel, const std::string& file,
                                bool reproduction = true);
// The same without its heading and the lines to paste.
std::string counterexample_body(const Finding& finding);
// What can be done with a finding's file: one command or one line of code each, with a word that says what it is for.
struct Paste {
  std::string purpose;
  std::string line;
};
std::vector<Paste> lines_to_paste(const Finding& finding, const std::string& file, bool reproduction);
// A program that was run once more: each step, and the broken one if the failure shows.
std::string replay_text(const Finding& finding, const std::string& kernel);
// The members that others may rely on, and more.
nlohmann::json counterexample_json(const Finding& finding, const std::string& kernel);
// The program's file: what broke as comments, then the program.
std::string counterexample_file(const Finding& finding, const std::string& kernel);

}  // namespace socketcheck::properties
