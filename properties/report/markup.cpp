#include "properties/report/markup.hpp"

namespace socketcheck::properties {

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t')
          result += "\xEF\xBF\xBD";
        else
          result += c;
    }
  return result;
}

}  // namespace socketcheck::properties
