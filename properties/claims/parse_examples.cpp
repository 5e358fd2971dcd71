#include "properties/claims/parse_examples.hpp"

#include <stdexcept>

#include "model/text/parse.hpp"

namespace socketcheck::properties {

std::vector<model::Program> parse_examples(const std::string& start, std::span<const std::string_view> texts) {
  std::vector<model::Program> parsed;
  for (const std::string_view text : texts) {
    const bool has_its_own = text.starts_with("start");
    auto program = model::parse_program((has_its_own ? "" : start + ";") + std::string(text));
    if (const auto* error = std::get_if<model::ParseError>(&program))
      throw std::logic_error(std::string(text) + ": " + error->message);
    parsed.push_back(std::get<model::Program>(std::move(program)));
  }
  return parsed;
}

}  // namespace socketcheck::properties
