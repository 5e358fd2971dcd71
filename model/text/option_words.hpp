// The options by their names, and the numbers that a program can set them to.
#pragma once

#include <string_view>

#include "model/world/options.hpp"

namespace socketcheck::model {

struct OptionWord {
  std::string_view name;
  Option option;
  std::uint32_t largest;
};

// The model does not know yet what SO_REUSEADDR and SO_REUSEPORT do to bind() and listen(), so no program sets them.
inline constexpr OptionWord option_words[] = {
    {"SO_KEEPALIVE", Option::keep_alive, 1},      {"SO_OOBINLINE", Option::oob_inline, 1},
    {"SO_REUSEADDR", Option::reuse_address, 0},   {"SO_REUSEPORT", Option::reuse_port, 0},
    {"SO_RCVLOWAT", Option::receive_low_water, 1000},
    {"SO_RCVBUF", Option::receive_buffer, 1u << 20}, {"SO_SNDBUF", Option::send_buffer, 1u << 20}};

constexpr std::string_view name_of(Option option) {
  for (const OptionWord& word : option_words)
    if (word.option == option) return word.name;
  return "";
}

}  // namespace socketcheck::model
