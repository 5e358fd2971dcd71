// What setsockopt() has set on a socket, beside SO_LINGER and TCP_NODELAY.
#pragma once

#include <cstdint>

namespace socketcheck::model {

enum class Option : std::uint8_t {
  keep_alive, oob_inline, reuse_address, reuse_port,  // on or off
  receive_low_water,                                  // bytes
  receive_buffer, send_buffer,                        // bytes
};
inline constexpr int number_of_options = 7;

constexpr bool is_switch(Option option) { return option <= Option::reuse_port; }
constexpr bool is_buffer(Option option) { return option == Option::receive_buffer || option == Option::send_buffer; }

struct Options {
  bool keep_alive = false;
  bool oob_inline = false;
  bool reuse_address = false;
  bool reuse_port = false;
  std::uint32_t receive_low_water = 1;
  std::uint32_t receive_buffer = 0;  // as it was asked for; 0: it never was, or nothing was asked for
  std::uint32_t send_buffer = 0;
  bool receive_buffer_set = false;
  bool send_buffer_set = false;
  bool operator==(const Options&) const = default;
};

constexpr std::uint32_t value_of(const Options& options, Option option) {
  switch (option) {
    case Option::keep_alive: return options.keep_alive ? 1 : 0;
    case Option::oob_inline: return options.oob_inline ? 1 : 0;
    case Option::reuse_address: return options.reuse_address ? 1 : 0;
    case Option::reuse_port: return options.reuse_port ? 1 : 0;
    case Option::receive_low_water: return options.receive_low_water;
    case Option::receive_buffer: return options.receive_buffer;
    case Option::send_buffer: return options.send_buffer;
  }
  return 0;
}

constexpr void set_option(Options& options, Option option, std::uint32_t value) {
  switch (option) {
    case Option::keep_alive: options.keep_alive = value != 0; break;
    case Option::oob_inline: options.oob_inline = value != 0; break;
    case Option::reuse_address: options.reuse_address = value != 0; break;
    case Option::reuse_port: options.reuse_port = value != 0; break;
    case Option::receive_low_water: options.receive_low_water = value; break;
    case Option::receive_buffer: options.receive_buffer = value, options.receive_buffer_set = true; break;
    case Option::send_buffer: options.send_buffer = value, options.send_buffer_set = true; break;
  }
}

}  // namespace socketcheck::model
