// The report of a check as one page that needs nothing else: no network, no script.
#pragma once

#include <string>

#include "properties/report/check_report.hpp"

namespace socketcheck::properties {

// Well-formed as XML, too. Links lead to the counterexamples' files beside it; `directory` is where it will stand.
std::string report_html(const CheckReport& report, const std::filesystem::path& directory);

// The page with the claims ledger that stands in the directory now in place of an earlier one. Empty: it is no report's.
std::string with_claims(const std::string& page, const std::filesystem::path& directory);
// A page for the claims ledger alone.
std::string claims_html(const std::filesystem::path& directory);

}  // namespace socketcheck::properties
