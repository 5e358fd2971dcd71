#include "properties/generators/enumerate.hpp"

namespace socketcheck::properties {
Enumeration::Enumeration(const Alphabet& alphabet, std::size_t depth, bool no_signal)
    : calls_(calls_of(alphabet, no_signal)), depth_(depth), size_(0), occupancies_{Occupancy(alphabet.start)} {
  program_.start = alphabet.start;
  size_ = count(depth, occupancies_.front());
}

std::uint64_t Enumeration::count(std::size_t left, const Occupancy& occupancy) const {
  if (left == 0) return 1;
  const auto [counted, is_new] = counted_.try_emplace({left, occupancy.slots()}, 0);
  if (!is_new) return counted->second;
  std::uint64_t programs = 0;
  for (const model::Operation& call : calls_) {
    if (!occupancy.allows(call)) continue;
    Occupancy after = occupancy;
    after.add(call);
    programs += count(left - 1, after);
  }
  return counted->second = std::max<std::uint64_t>(1, programs);
}

// Puts the first possible call, from that letter on, behind the last one.
bool Enumeration::append_from(std::size_t letter) {
  for (; letter < calls_.size(); ++letter) {
    if (!occupancies_.back().allows(calls_[letter])) continue;
    letters_.push_back(letter);
    program_.calls.push_back(calls_[letter]);
    occupancies_.push_back(occupancies_.back());
    occupancies_.back().add(calls_[letter]);
    return true;
  }
  return false;
}

void Enumeration::drop_last() {
  letters_.pop_back();
  program_.calls.pop_back();
  occupancies_.pop_back();
}

// Replaces the last call by the next possible one, going back as far as needed.
bool Enumeration::advance() {
  while (!letters_.empty()) {
    const std::size_t letter = letters_.back() + 1;
    drop_last();
    if (append_from(letter)) return true;
  }
  return false;
}

const model::Program* Enumeration::next() {
  if (started_ ? !advance() : (depth_ == 0 || calls_.empty())) return nullptr;
  started_ = true;
  while (letters_.size() < depth_ && append_from(0)) {
  }
  return &program_;
}

}  // namespace socketcheck::properties
