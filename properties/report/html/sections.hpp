// The sections of the report's page, each as HTML.
#pragma once

#include <string>

#include "properties/report/check_report.hpp"

namespace socketcheck::properties::html {

std::string verdict_section(const CheckReport& report, const std::vector<StackResult>& stacks);
std::string properties_section(const CheckReport& report);
std::string counterexamples_section(const CheckReport& report, const std::filesystem::path& directory);
std::string coverage_section(const CheckReport& report, const std::vector<StackResult>& stacks);
// Of one stack: the answers of each call, the states of an end, and those of both ends together.
std::string states_of(const StackResult& stack);
// The ledger that stands in the directory, between two comments; the comments alone where there is none.
std::string claims_section(const std::filesystem::path& directory);
std::string not_tested_section(const CheckReport& report, const std::vector<StackResult>& stacks);
std::string environment_section(const CheckReport& report);

// `does-not-conform`, the class of a verdict.
std::string class_of(Verdict verdict);
// A verdict as a small label.
std::string label_of(Verdict verdict);

}  // namespace socketcheck::properties::html
