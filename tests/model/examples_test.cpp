// Every row of a call has an example that names it: `.by("recv.data")` or `.perhaps_by(…)`, in one of the files beside this one.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "model/rules/flavours.hpp"

namespace socketcheck::tests {
namespace {

std::string text_of_the_examples() {
  std::ostringstream text;
  for (const auto& file : std::filesystem::directory_iterator(SOCKETCHECK_MODEL_TESTS))
    if (file.path().filename().string().ends_with("_test.cpp")) text << std::ifstream(file.path()).rdbuf();
  return text.str();
}

TEST(EveryRow, HasAnExample) {
  const std::string examples = text_of_the_examples();
  ASSERT_FALSE(examples.empty());
  for (const model::Transport transport : {model::Transport::stream, model::Transport::datagram})
    for (const std::string_view flavour : model::flavour_names())
      for (const model::RowText& row : model::flavour(flavour, transport)->rows()) {
        if (row.operation.starts_with("arrival")) continue;
        EXPECT_NE(examples.find("by(\"" + std::string(row.id) + "\")"), std::string::npos) << row.id;
      }
}

}  // namespace
}  // namespace socketcheck::tests
