#include "xml.hpp"

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <sstream>

namespace socketcheck::tests {

JUnit read_junit(const std::string& file) {
  boost::property_tree::ptree tree;
  boost::property_tree::read_xml(file, tree);
  JUnit report;
  for (const auto& [suite_name, suite] : tree.get_child("testsuites")) {
    if (suite_name != "testsuite") continue;
    for (const auto& [test_name, test] : suite) {
      if (test_name != "testcase") continue;
      ++report.tests;
      for (const auto& [name, failure] : test)
        if (name == "failure") report.failures.push_back(failure.data());
    }
  }
  return report;
}

void read_xml_text(const std::string& text) {
  std::istringstream stream(text);
  boost::property_tree::ptree tree;
  boost::property_tree::read_xml(stream, tree);
}

}  // namespace socketcheck::tests
