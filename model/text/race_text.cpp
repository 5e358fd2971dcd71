#include "model/text/race_text.hpp"

#include <algorithm>

#include "model/text/show.hpp"

namespace socketcheck::model {
namespace {

constexpr int before_the_race = 0;  // else the number of a thread, or:
constexpr int after_the_race = -1;

// Whose call a line holds; the line's text goes on at `rest`.
struct Speaker {
  int who = before_the_race;
  std::size_t rest = 0;
};

Speaker speaker_of(std::string_view line) {
  const std::size_t first = std::min(line.find_first_not_of(" \t\r"), line.size());
  const std::string_view text = line.substr(first);
  if (text.starts_with("then:")) return {after_the_race, first + 5};
  const bool is_thread = text.size() > 8 && text.starts_with("thread ") && text[7] >= '1' && text[7] <= '9' && text[8] == ':';
  return is_thread ? Speaker{text[7] - '0', first + 9} : Speaker{before_the_race, 0};
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

// The text with every line on a line of its own and without its speaker, columns as they were.
struct WithoutSpeakers {
  std::string program;
  std::vector<std::pair<Speaker, int>> calls;  // who makes it, and in which line it stands
};

WithoutSpeakers take_speakers_out(std::string_view text) {
  WithoutSpeakers result;
  bool started = false;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t stop = text.find_first_of("\n;#");
    const std::size_t end = stop != std::string_view::npos && text[stop] == '#' ? text.find('\n', stop) : stop;
    const std::string_view line = text.substr(0, stop);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const Speaker speaker = speaker_of(line);
    result.program += std::string(speaker.rest, ' ') + std::string(line.substr(speaker.rest)) + "\n";
    if (is_blank(line) || (number == 1 && line.starts_with("socketcheck"))) continue;
    if (started) result.calls.emplace_back(speaker, number);
    started = true;
  }
  return result;
}

// Puts the call where it belongs; a message where it can't stand there.
std::string_view add(Race& race, int who, const Operation& call) {
  const bool racing = !race.threads.empty();
  if (who == after_the_race) {
    race.after.push_back(call);
    return racing ? "" : "expected a thread's call before the first `then:`";
  }
  if (!race.after.empty()) return "expected `then:`, as everything after the race";
  if (who == before_the_race) {
    race.before.push_back(call);
    return racing ? "expected `thread 1:` or `then:`" : "";
  }
  const auto thread = static_cast<std::size_t>(who);
  if (thread > race.threads.size() + 1) return "expected the threads to count from 1 without a gap";
  if (thread > race.threads.size()) race.threads.emplace_back();
  race.threads[thread - 1].push_back(call);
  return {};
}

}  // namespace

std::variant<Race, ParseError> parse_race(std::string_view text) {
  const WithoutSpeakers taken = take_speakers_out(text);
  const auto parsed = parse_program(taken.program);
  if (const auto* error = std::get_if<ParseError>(&parsed)) return *error;
  const Program& program = std::get<Program>(parsed);
  Race race{.start = program.start, .before = {}, .threads = {}, .after = {}};
  for (std::size_t i = 0; i < taken.calls.size(); ++i) {
    const auto& [speaker, line] = taken.calls[i];
    if (i >= program.calls.size()) return ParseError{line, 1, "expected a call"};
    if (const std::string_view problem = add(race, speaker.who, program.calls[i]); !problem.empty())
      return ParseError{line, 1, std::string(problem)};
  }
  if (const std::string_view why = why_no_race(race); !why.empty())
    return ParseError{taken.calls.empty() ? 1 : taken.calls.back().second, 1, std::string(why)};
  return race;
}

std::string show(const Race& race) {
  std::string text = show(race.start) + "\n";
  for (const Operation& call : race.before) text += show(call) + "\n";
  for (std::size_t thread = 0; thread < race.threads.size(); ++thread)
    for (const Operation& call : race.threads[thread]) text += "thread " + std::to_string(thread + 1) + ": " + show(call) + "\n";
  for (const Operation& call : race.after) text += "then: " + show(call) + "\n";
  return text;
}

}  // namespace socketcheck::model
