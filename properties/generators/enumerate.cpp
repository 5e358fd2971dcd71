#include "properties/generators/enumerate.hpp"

#include <algorithm>

namespace socketcheck::properties {
namespace {

bool closes(const model::Operation& operation) {
  return std::holds_alternative<model::Close>(operation) || std::holds_alternative<model::Abort>(operation);
}

}  // namespace

Enumeration::Enumeration(const Alphabet& alphabet, std::size_t depth)
    : alphabet_(alphabet), depth_(depth), size_(count(depth, true, true)) {}

std::uint64_t Enumeration::count(std::size_t left, bool a_open, bool b_open) const {
  if (left == 0 || (!a_open && !b_open)) return 1;
  std::uint64_t programs = 0;
  for (const bool of_a : {true, false}) {
    if (!(of_a ? a_open : b_open)) continue;
    const auto slot = of_a ? model::Slot::a : model::Slot::b;
    std::uint64_t closing = 0;
    std::uint64_t others = 0;
    for (const auto& call : alphabet_.calls)
      if (model::slot_of(call) == slot) ++(closes(call) ? closing : others);
    programs += others * count(left - 1, a_open, b_open);
    programs += closing * count(left - 1, a_open && !of_a, b_open && of_a);
  }
  return programs;
}

bool Enumeration::is_possible(const model::Operation& operation) const {
  return std::none_of(program_.calls.begin(), program_.calls.end(), [&](const model::Operation& earlier) {
    return closes(earlier) && model::slot_of(earlier) == model::slot_of(operation);
  });
}

// Puts the first possible call behind the last one.
bool Enumeration::extend() {
  if (letters_.size() == depth_) return false;
  for (std::size_t letter = 0; letter < alphabet_.calls.size(); ++letter) {
    if (!is_possible(alphabet_.calls[letter])) continue;
    letters_.push_back(letter);
    program_.calls.push_back(alphabet_.calls[letter]);
    return true;
  }
  return false;
}

void Enumeration::drop_last() {
  letters_.pop_back();
  program_.calls.pop_back();
}

// Replaces the last call by the next possible one, going back as far as needed.
bool Enumeration::advance() {
  while (!letters_.empty()) {
    std::size_t letter = letters_.back() + 1;
    drop_last();
    for (; letter < alphabet_.calls.size(); ++letter) {
      if (!is_possible(alphabet_.calls[letter])) continue;
      letters_.push_back(letter);
      program_.calls.push_back(alphabet_.calls[letter]);
      return true;
    }
  }
  return false;
}

const model::Program* Enumeration::next() {
  if (started_ ? !advance() : (depth_ == 0 || alphabet_.calls.empty())) return nullptr;
  started_ = true;
  while (extend()) {
  }
  return &program_;
}

}  // namespace socketcheck::properties
