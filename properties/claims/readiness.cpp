#include <array>

#include "properties/claims/claims.hpp"

namespace socketcheck::properties {
namespace {

// A read that follows a poll at the same end says EAGAIN only if the poll had said that nothing is readable.
class ReadableMeansReadable : public Invariant {
 public:
  std::string_view id() const override { return "invariant.readable-means-readable"; }
  std::string_view source() const override { return "POSIX.1-2017 poll() DESCRIPTION, POLLIN: may be read without blocking"; }
  std::string_view expected() const override { return "no EAGAIN after POLLIN, once it was waited for"; }
  void begin() override { readable_ = {}; }
  bool holds_after(const model::Operation& operation, const model::Answer& seen) override {
    bool& readable = readable_[static_cast<std::size_t>(model::slot_of(operation))];
    if (std::holds_alternative<model::Poll>(operation)) {
      readable = (seen.value & model::event::in) != 0;
      return true;
    }
    const bool was_readable = readable;
    if (std::holds_alternative<model::Recv>(operation)) readable = false;
    return !std::holds_alternative<model::Recv>(operation) || !was_readable || seen.error != model::Error::again;
  }

 private:
  std::array<bool, model::number_of_slots> readable_{};
};

}  // namespace

Property readiness_is_sound_and_complete() {
  using namespace model;
  Property property;
  property.name = "ReadinessIsSoundAndComplete";
  property.sentence = "readiness is sound and complete";
  property.source = "POSIX.1-2017 poll() DESCRIPTION";
  property.profile.weights = Weights{}.with<Send>(4).with<Recv>(5).with<Poll>(4).with<UnreadBytes>(3).with<Shutdown>(1.5).with<Close>(0.6).with<Abort>(0.6).with<TcpInfo>(1).with<GetError>(0.4);
  property.profile.longest = 30;
  property.profile.send_sizes = {1, 2, 10, 1000, 20000, 200'000};
  property.profile.recv_sizes = {1, 2, 10, 1000, 200'000};
  property.invariant = []() -> std::unique_ptr<Invariant> { return std::make_unique<ReadableMeansReadable>(); };
  return property;
}

}  // namespace socketcheck::properties
