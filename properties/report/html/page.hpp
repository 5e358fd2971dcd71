// The report of a check as one page that needs nothing else: no network, no script.
#pragma once

#include <string>

#include "properties/report/check_report.hpp"

namespace socketcheck::properties {

// Well-formed as XML, too. Links lead to the counterexamples' files beside it; `directory` is where it will stand.
std::string report_html(const CheckReport& report, const std::filesystem::path& directory);

}  // namespace socketcheck::properties
