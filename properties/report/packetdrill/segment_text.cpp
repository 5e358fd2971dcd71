#include "properties/report/packetdrill/segment_text.hpp"

#include <fmt/format.h>

#include <utility>

namespace socketcheck::properties {

namespace flag = model::flag;

std::string packetdrill_text(const sut::Sighting& one) {
  constexpr std::pair<std::uint8_t, char> letters[] = {
      {flag::fin, 'F'}, {flag::syn, 'S'}, {flag::rst, 'R'}, {flag::psh, 'P'}, {flag::ack, '.'}};
  std::string flags;
  for (const auto& [bit, letter] : letters)
    if (one.segment.has(bit)) flags += letter;
  std::string text = fmt::format("{} {}:{}({})", flags, one.sequence, one.sequence + one.segment.length,
                                 one.segment.length);
  if (one.segment.has(flag::ack)) text += fmt::format(" ack {}", one.acknowledgement);
  return text;
}

std::string words_of(const sut::Sighting& one) {
  const model::Segment& s = one.segment;
  std::string text;
  constexpr std::pair<std::uint8_t, const char*> names[] = {
      {flag::syn, "SYN "}, {flag::fin, "FIN "}, {flag::rst, "RST "}, {flag::ack, "ACK "}};
  for (const auto& [bit, name] : names)
    if (s.has(bit)) text += name;
  text += std::to_string(one.sequence);
  if (s.length > 0) text += fmt::format(", {} byte{}", s.length, s.length == 1 ? "" : "s");
  if (s.has(flag::ack)) text += fmt::format(", ack {}", one.acknowledgement);
  return text;
}

}  // namespace socketcheck::properties
