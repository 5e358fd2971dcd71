#include <array>

#include "properties/claims/claims.hpp"

namespace socketcheck::properties {
namespace {

// Writes to an end that is gone go: accepted, then an error, then only errors.
class NoWriteAfterFailure : public Invariant {
 public:
  std::string_view id() const override { return "invariant.no-write-succeeds-after-a-failure"; }
  std::string_view source() const override { return "POSIX.1-2017 send() ERRORS [EPIPE], shall; RFC 9293 3.6.1 [SHLD-3]"; }
  std::string_view expected() const override { return "no bytes accepted once a write has failed"; }
  void begin() override { failed_ = {}; }
  bool holds_after(const model::Operation& operation, const model::Answer& seen) override {
    const auto* send = std::get_if<model::Send>(&operation);
    if (send == nullptr || send->size == 0) return true;
    bool& failed = failed_[static_cast<std::size_t>(send->slot)];
    if (seen.error == model::Error::broken_pipe || seen.error == model::Error::connection_reset) failed = true;
    return seen.failed() || !failed;
  }

 private:
  std::array<bool, model::number_of_slots> failed_{};
};

}  // namespace

Property a_write_to_a_closed_peer_is_answered_by_rst() {
  using namespace model;
  Property property;
  property.name = "AWriteToAClosedPeerIsAnsweredByRst";
  property.sentence = "a write to a closed peer is answered by RST and only the first succeeds";
  property.source = "RFC 9293 3.6.1 [SHLD-3]; POSIX.1-2017 send() ERRORS [EPIPE] and [ECONNRESET], shall";
  property.profile.weights = Weights{}.with<Send>(8).with<Recv>(3).with<Close>(3).with<Shutdown>(1.5).with<Abort>(0.5).with<GetError>(0.7).with<Poll>(0.4);
  property.profile.longest = 16;
  property.profile.flags = 0.3;
  property.invariant = []() -> std::unique_ptr<Invariant> { return std::make_unique<NoWriteAfterFailure>(); };
  return property;
}

}  // namespace socketcheck::properties
