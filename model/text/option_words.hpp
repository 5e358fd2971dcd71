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

inline constexpr OptionWord option_words[] = {
    {"SO_KEEPALIVE", Option::keep_alive, 1},      {"SO_OOBINLINE", Option::oob_inline, 1},
    {"SO_REUSEADDR", Option::reuse_address, 1},   {"SO_REUSEPORT", Option::reuse_port, 1},
    {"SO_RCVLOWAT", Option::receive_low_water, 1000},
    {"SO_RCVBUF", Option::receive_buffer, 1u << 20}, {"SO_SNDBUF", Option::send_buffer, 1u << 20}};

constexpr std::string_view name_of(Option option) {
  for (const OptionWord& word : option_words)
    if (word.option == option) return word.name;
  return "";
}

}  // namespace socketcheck::model
