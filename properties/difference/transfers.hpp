// How many bytes may be outstanding, counted without a model: what is beyond both stacks' buffers they may treat as they
// like.
#pragma once

#include <array>
#include <cstdint>

#include "model/operations.hpp"

namespace socketcheck::properties {

class Transfers {
 public:
  // Bytes that both stacks surely take while nobody reads.
  explicit Transfers(model::Position floor) : floor_(floor) {}

  // A call that was answered so by both.
  void add(const model::Operation& operation, const model::Answer& answer);
  // So many bytes were accepted at this slot so far.
  model::Position sent_at(model::Slot slot) const { return sent_[static_cast<std::size_t>(slot)]; }
  // Somewhere more has been outstanding than the floor, or would be if this were taken, since everything was last read.
  bool is_beyond_floor() const { return is_beyond_; }
  void will_send(const model::Send& send);

 private:
  model::Position floor_;
  std::array<model::Position, model::number_of_slots> sent_{};
  std::array<model::Position, model::number_of_slots> outstanding_{};  // at most; since everything was last read
  model::Position all_sent_ = 0;
  model::Position all_read_ = 0;
  bool is_beyond_ = false;
};

}  // namespace socketcheck::properties
