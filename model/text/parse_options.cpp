// setsockopt and getsockopt.
#include "model/text/option_words.hpp"
#include "model/text/parsers.hpp"

namespace socketcheck::model {
namespace {

const OptionWord* option_word(Line& line) {
  for (const OptionWord& word : option_words)
    if (line.take(word.name)) return &word;
  return nullptr;
}
// Behind other names: the last one is behind an `or`.
std::string names_of_options() {
  std::string names;
  for (const OptionWord& word : option_words)
    names += (&word == std::end(option_words) - 1 ? " or " : ", ") + std::string(word.name);
  return names;
}

// `, 1`
std::optional<bool> switch_behind_comma(Line& line) {
  if (!line.expect(",")) return std::nullopt;
  const auto on = line.number(1);
  return on ? std::optional(*on == 1) : std::nullopt;
}

}  // namespace

Call parse_setsockopt(Line& line, Slot slot) {
  if (!line.expect(",")) return {};
  if (line.take("IP_RECVERR")) {
    const auto on = switch_behind_comma(line);
    return on ? Call(SetKeepErrors{slot, *on}) : std::nullopt;
  }
  if (line.take("TCP_NODELAY")) {
    const auto on = switch_behind_comma(line);
    return on ? Call(SetNoDelay{slot, *on}) : std::nullopt;
  }
  if (const OptionWord* word = option_word(line)) {
    if (!line.expect(",")) return {};
    const auto value = line.number(word->largest);
    if (!value) return {};
    return SetOption{slot, word->option, *value};
  }
  if (!line.take("SO_LINGER")) return line.fail<Operation>("SO_LINGER, TCP_NODELAY, IP_RECVERR" + names_of_options());
  if (!line.expect(",") || !line.expect("{")) return {};
  const auto on = line.number(1);
  if (!on || !line.expect(",")) return {};
  const auto seconds = line.number(65535);
  if (!seconds || !line.expect("}")) return {};
  return SetLinger{slot, {*on == 1, static_cast<std::uint16_t>(*seconds)}};
}

Call parse_getsockopt(Line& line, Slot slot) {
  if (!line.expect(",")) return {};
  if (line.take("SO_ERROR")) return GetError{slot};
  if (line.take("SO_LINGER")) return GetLinger{slot};
  if (line.take("TCP_NODELAY")) return GetNoDelay{slot};
  if (line.take("TCP_INFO")) return TcpInfo{slot};
  if (const OptionWord* word = option_word(line)) return GetOption{slot, word->option};
  return line.fail<Operation>("SO_ERROR, SO_LINGER, TCP_NODELAY, TCP_INFO" + names_of_options());
}

}  // namespace socketcheck::model
