#include "properties/difference/transfers.hpp"

namespace socketcheck::properties {

void Transfers::will_send(const model::Send& send) {
  is_beyond_ = is_beyond_ || outstanding_[static_cast<std::size_t>(send.slot)] + send.size > floor_;
}

void Transfers::add(const model::Operation& operation, const model::Answer& answer) {
  if (answer.failed() || answer.value <= 0) return;
  const auto bytes = static_cast<model::Position>(answer.value);
  if (const auto* send = std::get_if<model::Send>(&operation)) {
    sent_[static_cast<std::size_t>(send->slot)] += bytes;
    outstanding_[static_cast<std::size_t>(send->slot)] += bytes;
    all_sent_ += bytes;
  }
  if (const auto* recv = std::get_if<model::Recv>(&operation); recv != nullptr && !recv->peek) all_read_ += bytes;
  if (all_sent_ != all_read_) return;
  outstanding_ = {};
  is_beyond_ = false;
}

}  // namespace socketcheck::properties
