#include "tests/model/arrival_probe.hpp"

#include "model/text/show.hpp"
#include "tests/model/explorer.hpp"
#include "tests/model/rows.hpp"

namespace socketcheck::tests {

using model::ArrivalRows;
using model::ArrivalRule;

namespace {
constexpr std::size_t most_faults = 10;
}

ArrivalProbe* ArrivalProbe::current_ = nullptr;

template <ArrivalProbe::Kind kind>
bool ArrivalProbe::look(const model::View& view) {
  constexpr std::string_view name = kind == &ArrivalRows::data    ? "arrival of data"
                                    : kind == &ArrivalRows::fin   ? "arrival of a FIN"
                                    : kind == &ArrivalRows::reset ? "arrival of a RST"
                                    : kind == &ArrivalRows::syn   ? "arrival of a SYN"
                                                                  : "arrival of a FIN's ACK";
  current_->note(name, kind, view);
  return false;
}

ArrivalProbe::ArrivalProbe(const model::Book& book) : original_(book), probed_(book) {
  static constexpr ArrivalRule data{.id = "probe", .when = look<&ArrivalRows::data>};
  static constexpr ArrivalRule fin{.id = "probe", .when = look<&ArrivalRows::fin>};
  static constexpr ArrivalRule reset{.id = "probe", .when = look<&ArrivalRows::reset>};
  static constexpr ArrivalRule ack_of_fin{.id = "probe", .when = look<&ArrivalRows::ack_of_fin>};
  static constexpr ArrivalRule syn{.id = "probe", .when = look<&ArrivalRows::syn>};
  ArrivalRows& rows = probed_.arrivals();
  rows.data.insert(rows.data.begin(), {&data, model::no_row});
  rows.fin.insert(rows.fin.begin(), {&fin, model::no_row});
  rows.reset.insert(rows.reset.begin(), {&reset, model::no_row});
  rows.ack_of_fin.insert(rows.ack_of_fin.begin(), {&ack_of_fin, model::no_row});
  rows.syn.insert(rows.syn.begin(), {&syn, model::no_row});
  current_ = this;
}

ArrivalProbe::~ArrivalProbe() { current_ = nullptr; }

void ArrivalProbe::note(std::string_view arrival, Kind kind, const model::View& view) {
  ++looks_;
  std::vector<model::RowNumber> applying;
  for (const auto& row : original_.arrivals().*kind)
    if (row.rule->when(view)) applying.push_back(row.number);
  if (applying.size() == 1) return;
  const std::string fault =
      std::string(arrival) + " in the world " + show(view.world()) + ": " + ids_of(original_, applying);
  if (faults_.size() < most_faults) faults_.push_back(fault);
  if (applying.empty()) throw NoWayOn(fault);
}

}  // namespace socketcheck::tests
