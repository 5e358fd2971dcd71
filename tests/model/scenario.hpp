// A sequence of calls over the model alone: what is each allowed to answer, and by which row?
//   Scenario s;
//   s.call(Shutdown{a, Half::write}).answers(ok()).by("shutdown.connected");
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/explain.hpp"
#include "model/program.hpp"

namespace socketcheck::tests {

inline constexpr model::Slot a = model::Slot::a;
inline constexpr model::Slot b = model::Slot::b;
inline constexpr model::Slot c = model::Slot::c;
inline constexpr model::Slot d = model::Slot::d;

// What getsockname() and getpeername() tell: one of model::name.
inline model::Allowed named(std::int64_t whose) { return model::returns(whose, model::Reading::name); }
// What recvfrom() tells of a datagram.
inline model::Allowed from(model::Place place, std::uint32_t size) {
  model::Allowed allowed = model::bytes(size, size);
  allowed.from = static_cast<std::uint8_t>(place);
  return allowed;
}

class Scenario : private model::RowSink {
 public:
  explicit Scenario(std::string_view flavour = "linux", model::Position window = 1000) : Scenario(flavour, model::StartPair{}, window) {}
  Scenario(std::string_view flavour, const model::Start& start, model::Position window = 1000)
      : Scenario(flavour, start, model::Limits{window}) {}
  Scenario(std::string_view flavour, const model::Start& start, const model::Limits& limits);

  // The call that was made last, and what may be claimed of it.
  class Call {
   public:
    // Nothing else is allowed; the scenario goes on with the largest value of the first.
    Call& answers(const model::Allowed& only) { return answers(std::vector<model::Allowed>{only}); }
    Call& answers(const std::vector<model::Allowed>& all);
    // Goes on with this answer, one of several.
    Call& and_says(const model::Answer& seen);
    // The row that allows it.
    Call& by(std::string_view row);
    // One of the rows that allow it: what is late may have arrived or not.
    Call& perhaps_by(std::string_view row);
    // A segment that arrived afterwards came to this row.
    Call& brings(std::string_view row);

   private:
    friend Scenario;
    Call(Scenario& scenario, const model::Operation& operation);
    void go_on_with(const model::Answer& seen);

    Scenario& scenario_;
    model::Operation operation_;
    model::Worlds before_;
    model::AllowedAnswers allowed_;
  };
  // Goes on at once, with the largest value of the first answer that is allowed.
  Call call(const model::Operation& operation) { return {*this, operation}; }

  // Empty if the possible worlds differ in it.
  std::string state_of(model::Slot slot) const;
  // Also without a descriptor; a is end 0 and b end 1.
  std::string state_of_end(std::size_t end) const;

 private:
  void used(model::RowNumber row) override;

  const model::Book& book_;
  model::Worlds worlds_;
  std::vector<model::RowNumber> used_;
};

}  // namespace socketcheck::tests
