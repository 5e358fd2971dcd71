// XML: GoogleTest's JUnit report, and whatever must be well-formed.
#pragma once

#include <string>
#include <vector>

namespace socketcheck::tests {

struct JUnit {
  std::size_t tests = 0;
  std::vector<std::string> failures;  // their texts
};

// Throws where it is not well-formed.
JUnit read_junit(const std::string& file);

// Throws where the text is not well-formed XML.
void read_xml_text(const std::string& text);

}  // namespace socketcheck::tests
