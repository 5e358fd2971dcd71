#include <array>

#include "properties/claims/claims.hpp"

namespace socketcheck::properties {
namespace {

// Once a read has returned 0 no later read returns data, unless the reader itself had shut its read half.
class EofStays : public Invariant {
 public:
  std::string_view id() const override { return "invariant.eof-stays"; }
  std::string_view source() const override { return "RFC 9293 3.10.7.4, seventh: text after the FIN is ignored"; }
  std::string_view expected() const override { return "no data after the end of the stream"; }
  void begin() override { ended_ = own_shutdown_ = {}; }
  bool holds_after(const model::Operation& operation, const model::Answer& seen) override {
    if (const auto* shutdown = std::get_if<model::Shutdown>(&operation))
      if (shutdown->half != model::Half::write) own_shutdown_[index(shutdown->slot)] = true;
    const auto* recv = std::get_if<model::Recv>(&operation);
    if (recv == nullptr || seen.failed() || recv->size == 0) return true;
    const std::size_t i = index(recv->slot);
    if (seen.value == 0) ended_[i] = true;
    return seen.value == 0 || !ended_[i] || own_shutdown_[i];
  }

 private:
  static std::size_t index(model::Slot slot) { return static_cast<std::size_t>(slot); }
  std::array<bool, model::number_of_slots> ended_{};
  std::array<bool, model::number_of_slots> own_shutdown_{};
};

}  // namespace

Property the_eof_comes_after_all_data_and_stays() {
  using namespace model;
  Property property;
  property.name = "TheEofComesAfterAllDataAndStays";
  property.sentence = "the EOF comes after all data and stays";
  property.source = "RFC 9293 3.6, 3.6.1 and 3.9.1.4; POSIX.1-2017 recv() RETURN VALUE";
  property.profile.weights =
      Weights{}.with<Send>(5).with<Recv>(8).with<Shutdown>(2).with<Close>(1).with<Poll>(0.5).with<UnreadBytes>(0.5);
  property.profile.longest = 30;
  property.profile.send_sizes = {1, 2, 3, 10, 1000, 20000, 100'000};
  property.profile.recv_sizes = {1, 2, 3, 10, 1000, 100'000};
  property.invariant = []() -> std::unique_ptr<Invariant> { return std::make_unique<EofStays>(); };
  return property;
}

}  // namespace socketcheck::properties
