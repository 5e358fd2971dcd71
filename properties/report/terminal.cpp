#include "properties/report/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace socketcheck::properties {
namespace {

constexpr std::size_t usual_width = 80;

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view{} : value;
}

}  // namespace

std::size_t terminal_width(int fd) {
  winsize size{};
  if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const std::string_view columns = variable("COLUMNS");
  const long width = columns.empty() ? 0 : std::strtol(columns.data(), nullptr, 10);
  return width > 0 && width < 10'000 ? static_cast<std::size_t>(width) : usual_width;
}

// https://no-color.org: set to anything but the empty text.
bool shows_colours(int fd) { return ::isatty(fd) != 0 && variable("NO_COLOR").empty() && variable("TERM") != "dumb"; }

bool shows_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string_view value = variable(name);
    if (value.empty()) continue;
    return value.find("UTF-8") != std::string_view::npos || value.find("utf8") != std::string_view::npos;
  }
  return false;
}

}  // namespace socketcheck::properties
