// Megabytes both ways through windows that fill up.
#include <array>

#include "properties/claims/claims.hpp"

namespace socketcheck::properties {
namespace {

// What was read is never more than what was accepted; that each byte is the right one is checked as it is read.
class ReadNoMoreThanAccepted : public Invariant {
 public:
  std::string_view id() const override { return "invariant.read-no-more-than-accepted"; }
  std::string_view source() const override { return "RFC 9293 2.2 and 3.4; POSIX.1-2017 XSH 2.10.6"; }
  std::string_view expected() const override { return "no more bytes than the peer has written"; }
  void begin() override { accepted_ = read_ = {}; }
  bool holds_after(const model::Operation& operation, const model::Answer& seen) override {
    if (seen.failed()) return true;
    if (const auto* send = std::get_if<model::Send>(&operation)) accepted_[end(send->slot)] += seen.value;
    if (const auto* recv = std::get_if<model::Recv>(&operation))
      if (!recv->peek) read_[1 - end(recv->slot)] += seen.value;
    return read_[0] <= accepted_[0] && read_[1] <= accepted_[1];
  }

 private:
  static std::size_t end(model::Slot slot) { return slot == model::Slot::a ? 0 : 1; }
  std::array<std::int64_t, 2> accepted_{};  // by the end that writes
  std::array<std::int64_t, 2> read_{};
};

}  // namespace

Property bytes_arrive_once_and_in_order() {
  using namespace model;
  Property property;
  property.name = "BytesArriveOnceAndInOrder";
  property.sentence = "bytes arrive once and in order";
  property.source = "RFC 9293 2.2 and 3.4; POSIX.1-2017 XSH 2.10.6";
  property.profile.weights =
      Weights{}.with<Send>(6).with<Recv>(6).with<UnreadBytes>(0.3).with<Poll>(0.2).with<SetNoDelay>(0.1).with<Shutdown>(0.2).with<Close>(0.1);
  property.profile.longest = 100;
  property.profile.send_sizes = {1, 2, 7, 100, 1460, 4096, 16384, 65536, 200'000, 1'000'000};
  property.profile.recv_sizes = {1, 2, 7, 100, 1460, 4096, 65536, 300'000, 1'000'000};
  property.profile.reads_at_the_end = 12;
  property.invariant = []() -> std::unique_ptr<Invariant> { return std::make_unique<ReadNoMoreThanAccepted>(); };
  return property;
}

}  // namespace socketcheck::properties
