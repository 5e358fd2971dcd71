// One line of a program, read from left to right; for the parsers of this folder.
#pragma once

#include <charconv>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "model/text/parse.hpp"

namespace socketcheck::model {

using Call = std::optional<Operation>;  // empty: what is wrong stands in the line

inline std::optional<Slot> slot_named(std::string_view name) {
  if (name.size() == 1 && name[0] >= 'a' && name[0] < 'a' + number_of_slots) return static_cast<Slot>(name[0] - 'a');
  return std::nullopt;
}

// Reads one line from left to right; the first thing that does not fit is remembered with its column.
class Line {
 public:
  Line(std::string_view text, int number) : text_(text), number_(number) {}

  bool at_end() {
    skip_blanks();
    return at_ == text_.size();
  }
  bool take(std::string_view word) {
    skip_blanks();
    if (text_.substr(at_, word.size()) != word) return false;
    if (is_word(word.back()) && at_ + word.size() < text_.size() && is_word(text_[at_ + word.size()])) return false;
    at_ += word.size();
    return true;
  }
  std::string_view word() {
    skip_blanks();
    const std::size_t start = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }
  std::optional<std::uint32_t> number(std::uint32_t largest) {
    skip_blanks();
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc{} || value > largest) return fail<std::uint32_t>("a number from 0 to " + std::to_string(largest));
    at_ = static_cast<std::size_t>(end - text_.data());
    return value;
  }
  std::optional<std::uint32_t> number_between(std::uint32_t least, std::uint32_t largest) {
    const std::size_t start = at_next_word();
    const auto value = number(largest);
    if (!value || *value >= least) return value;
    at_ = start;
    return fail<std::uint32_t>("a number from " + std::to_string(least) + " to " + std::to_string(largest));
  }
  std::optional<Slot> slot(std::string_view expected = "a slot, a to h") {
    skip_blanks();
    const std::size_t start = at_;
    const std::string_view name = word();
    if (const auto slot = slot_named(name)) return slot;
    at_ = start;
    return fail<Slot>(std::string(expected));
  }
  bool expect(std::string_view word) {
    if (take(word)) return true;
    fail<int>("`" + std::string(word) + "`");
    return false;
  }
  template <class T>
  std::optional<T> fail(const std::string& expected) {
    return fail_with<T>("expected " + expected);
  }
  template <class T>
  std::optional<T> fail_with(const std::string& message) {
    if (!error_) error_ = ParseError{number_, static_cast<int>(at_) + 1, message};
    return std::nullopt;
  }
  std::size_t at_next_word() {
    skip_blanks();
    return at_;
  }
  void back_to(std::size_t at) { at_ = at; }
  const std::optional<ParseError>& error() const { return error_; }

 private:
  static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r')) ++at_;
  }

  std::string_view text_;
  int number_;
  std::size_t at_ = 0;
  std::optional<ParseError> error_;
};

inline constexpr std::uint32_t largest_size = 1u << 20;

struct Flag {
  std::string_view name;
  bool* set;
};

// `, FLAG|FLAG`, if there is any.
bool flags(Line& line, std::initializer_list<Flag> known);

// `, 5`
template <class Op>
bool take_size(Line& line, Op& op) {
  if (!line.expect(",")) return false;
  const auto size = line.number(largest_size);
  if (size) op.size = *size;
  return size.has_value();
}

// p, q or r.
std::optional<Place> given_place(Line& line);

}  // namespace socketcheck::model
