#include <array>

#include "properties/claims/claims.hpp"

namespace socketcheck::properties {
namespace {

// One RST is one ECONNRESET: of all calls on a socket, at most one reports it.
class ReportedOnce : public Invariant {
 public:
  std::string_view id() const override { return "invariant.reset-reported-once"; }
  std::string_view source() const override { return "POSIX.1-2017 XSH 2.10.10: a pending error is reported and cleared"; }
  std::string_view expected() const override { return "ECONNRESET from at most one call"; }
  void begin() override { reports_ = {}; }
  bool holds_after(const model::Operation& operation, const model::Answer& seen) override {
    const bool is_option = std::holds_alternative<model::GetError>(operation);
    const bool reported = is_option ? seen.value == static_cast<std::int64_t>(model::Error::connection_reset)
                                    : seen.error == model::Error::connection_reset;
    int& reports = reports_[static_cast<std::size_t>(model::slot_of(operation))];
    return !reported || ++reports == 1;
  }

 private:
  std::array<int, model::number_of_slots> reports_{};
};

}  // namespace

Property an_error_is_reported_once() {
  using namespace model;
  Property property;
  property.name = "AnErrorIsReportedOnce";
  property.sentence = "an error is reported once";
  property.source = "POSIX.1-2017 XSH 2.10.10 and getsockopt() SO_ERROR";
  property.profile.weights = Weights{}.with<Send>(4).with<Recv>(5).with<GetError>(3).with<Abort>(2).with<Close>(1.5).with<Shutdown>(1.5).with<Poll>(1).with<GetPeerName>(0.5);
  property.profile.longest = 16;
  property.profile.flags = 0.3;
  property.invariant = []() -> std::unique_ptr<Invariant> { return std::make_unique<ReportedOnce>(); };
  return property;
}

}  // namespace socketcheck::properties
