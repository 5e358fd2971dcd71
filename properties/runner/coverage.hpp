// What a run has reached: rows of the rules, answers of each call, and states of the two ends together.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "model/arrivals/settle.hpp"
#include "model/operations.hpp"

namespace socketcheck::properties {

class Coverage : public model::RowSink {
 public:
  explicit Coverage(const model::Book& book) : book_(&book), rows_(book.rows().size()) {}

  void used(model::RowNumber row) override { ++rows_[static_cast<std::size_t>(row)]; }
  void reached(const model::World& world) {
    for (const model::Connection& c : world.connections) {
      if (c.handshake == model::Handshake::none || c.handshake == model::Handshake::crossed) continue;
      ++pairs_[static_cast<std::size_t>(c.ends[0].state)][static_cast<std::size_t>(state_of_passive_end(world, c))];
    }
  }

  // A SYN that has not arrived is for whoever listens.
  static model::State state_of_passive_end(const model::World& world, const model::Connection& c) {
    const model::End& passive = c.ends[c.to_itself ? 0 : 1];
    const bool is_listener = c.is_unanswered() && passive.state == model::State::closed && model::listener_at(world, passive.place) != model::nobody;
    return is_listener ? model::State::listen : passive.state;
  }

  // The call was made and judged. Counts of bytes are not told apart, except for 0.
  void answered(const model::Operation& call, const model::Answer& seen);

  const model::Book& book() const { return *book_; }
  std::uint64_t times(model::RowNumber row) const { return rows_[static_cast<std::size_t>(row)]; }
  std::uint64_t times(model::State active, model::State passive) const {
    return pairs_[static_cast<std::size_t>(active)][static_cast<std::size_t>(passive)];
  }
  int rows_reached() const;
  int pairs_reached() const;
  // `recv`, `-1 EAGAIN` and how often; in the order of the operations.
  struct Answered {
    std::string call;
    std::string answer;
    std::uint64_t times = 0;
  };
  std::vector<Answered> answers() const;
  void add(const Coverage& other);

 private:
  const model::Book* book_;
  std::vector<std::uint64_t> rows_;
  struct Answer {
    model::Operation call;  // an example
    model::Answer seen;
    std::uint64_t times = 0;
  };
  void count(const model::Operation& call, const model::Answer& seen, std::uint64_t times);

  std::array<std::vector<Answer>, std::variant_size_v<model::Operation>> answers_;
  std::array<std::array<std::uint64_t, model::number_of_states>, model::number_of_states> pairs_{};
};

}  // namespace socketcheck::properties
