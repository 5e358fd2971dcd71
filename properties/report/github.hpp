// Findings as annotations, which GitHub's actions show beside a run.
#pragma once

#include <string>

#include "properties/report/check_report.hpp"

namespace socketcheck::properties {

// Empty unless the environment says that this is a run there.
std::string github_annotations(const CheckReport& report);
// One command of the workflow's language: `::error title=…::…`.
std::string github_command(const std::string& level, const std::string& title, const std::string& text);

}  // namespace socketcheck::properties
