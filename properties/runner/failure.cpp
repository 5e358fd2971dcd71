#include "properties/runner/failure.hpp"

#include <cctype>

namespace socketcheck::properties {
namespace {

// How much is only a number; whether it is none or one may be the point.
std::string without_large_numbers(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
    if (end == i) {
      out += text[i++];
      continue;
    }
    const std::string number = text.substr(i, end - i);
    out += number == "0" || number == "1" ? number : "N";
    i = end;
  }
  return out;
}

}  // namespace

std::string Failure::signature() const {
  return rule() + " / " + std::to_string(static_cast<int>(kind)) + " / " + (kind == FailureKind::bytes ? "" : without_large_numbers(seen));
}

}  // namespace socketcheck::properties
