#include "model/text/parse.hpp"

#include "model/text/parsers.hpp"
#include "model/text/show.hpp"

namespace socketcheck::model {
namespace {

constexpr std::size_t most_calls = 100'000;

bool parse_start(Line& line, Start& start) {
  if (!line.expect("start")) return false;
  const bool fresh = line.take("fresh");
  const bool listening = !fresh && line.take("listening");
  const bool datagrams = !fresh && !listening && line.take("datagrams");
  if (fresh) {
    start = StartFresh{};
  } else {
    if (!listening && !datagrams && !line.take("pair"))
      return line.fail<int>("`pair`, `fresh`, `listening` or `datagrams`").has_value();
    const auto first = line.slot();
    if (!first) return false;
    const auto second = line.slot();
    if (!second) return false;
    if (*first == *second) return line.fail_with<int>("the two slots of a start are different ones").has_value();
    if (datagrams) start = StartDatagrams{*first, *second};
    else if (listening) start = StartListening{*first, *second};
    else start = StartPair{*first, *second};
  }
  if (line.at_end()) return true;
  return line.fail<int>("the end of the line").has_value();
}

bool is_version_line(std::string_view line) { return line.starts_with("socketcheck ") || line == "socketcheck"; }

}  // namespace

std::variant<Program, ParseError> parse_program(std::string_view text) {
  Program program;
  bool started = false;
  int number = 0;
  while (!text.empty()) {
    // A comment goes to the end of its line, whatever stands in it.
    const std::size_t stop = text.find_first_of("\n;#");
    const std::size_t end = stop != std::string_view::npos && text[stop] == '#' ? text.find('\n', stop) : stop;
    const std::string_view content = text.substr(0, stop);
    ++number;
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    Line line(content, number);
    if (line.at_end()) continue;
    if (number == 1 && is_version_line(content)) {
      if (!line.take("socketcheck") || !line.take("1") || !line.at_end())
        return ParseError{1, 1, "this is not version 1 of the format: the first line is `" + std::string(version_line) + "`"};
      continue;
    }
    if (!started) {
      started = parse_start(line, program.start);
    } else if (const Call call = parse_call(line)) {
      program.calls.push_back(*call);
      if (program.calls.size() > most_calls) return ParseError{number, 1, "more than 100000 calls"};
    }
    if (line.error()) return *line.error();
  }
  if (!started) return ParseError{number == 0 ? 1 : number, 1, "expected `start pair a b`, `start fresh`, `start listening a b` or `start datagrams a b`"};
  return program;
}

}  // namespace socketcheck::model
