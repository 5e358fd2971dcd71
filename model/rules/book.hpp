// The rules of one flavour: the standards' rows with some of them replaced.
#pragma once

#include <cassert>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "model/arrivals/arrivals.hpp"
#include "model/arrivals/handshake.hpp"
#include "model/datagrams/rule.hpp"
#include "model/operations.hpp"

namespace socketcheck::model {

using RowNumber = int;  // counts all rows of a book, operations and arrivals alike
inline constexpr RowNumber no_row = -1;

// What lists, reports and messages say of a row.
struct RowText {
  std::string_view operation;
  std::string_view id;
  std::string_view source;
  std::string_view refines;
  std::string_view deviates;
};

template <class RuleType>
struct Row {
  const RuleType* rule = nullptr;
  RowNumber number = no_row;
  // Rows of a stack's own flavour that contradict this one: what they allow is a known deviation.
  std::vector<Row> deviations;
};

template <class Op>
using OperationRows = std::vector<Row<Rule<Op>>>;

struct ArrivalRows {
  std::vector<Row<ArrivalRule>> data, fin, reset, ack_of_fin, syn;
};

class Book {
 public:
  explicit Book(std::string_view flavour) : flavour_(flavour) {}

  std::string_view flavour() const { return flavour_; }
  const std::vector<RowText>& rows() const { return texts_; }
  const RowText& row(RowNumber number) const { return texts_[static_cast<std::size_t>(number)]; }
  const ArrivalRows& arrivals() const { return arrivals_; }

  template <class Op>
  const OperationRows<Op>& rows_of() const {
    return std::get<OperationRows<Op>>(operations_);
  }
  template <class Op>
  OperationRows<Op>& rows_of() {
    return std::get<OperationRows<Op>>(operations_);
  }

  // True if known deviations stand beside the standards' rows.
  bool knows_deviations() const { return knows_deviations_; }

  // Adds the standards' rows, and beside each the rows of `flavour` that contradict it.
  template <class RuleType>
  void add_with_deviations(std::string_view operation, std::vector<Row<RuleType>>& rows,
                           std::span<const RuleType> standard, std::span<const RuleType> flavour) {
    knows_deviations_ = true;
    for (const RuleType& rule : standard) {
      add_row(operation, rows, rule);
      for (const RuleType& other : flavour)
        if (other.deviates == rule.id) add_row(operation, rows.back().deviations, other);
    }
  }

  // Adds the standards' rows that no row of `flavour` replaces, then those of `flavour`.
  template <class RuleType>
  void add(std::string_view operation, std::vector<Row<RuleType>>& rows, std::span<const RuleType> standard,
           std::span<const RuleType> flavour) {
    for (const RuleType& rule : standard)
      if (!is_replaced(rule.id, flavour)) add_row(operation, rows, rule);
    for (const RuleType& rule : flavour) add_row(operation, rows, rule);
  }

  ArrivalRows& arrivals() { return arrivals_; }

  // Of a book about datagrams.
  template <class Op>
  const std::vector<Row<datagrams::Rule<Op>>>& datagram_rows_of() const {
    return std::get<std::vector<Row<datagrams::Rule<Op>>>>(datagram_operations_);
  }
  template <class Op>
  std::vector<Row<datagrams::Rule<Op>>>& datagram_rows_of() {
    return std::get<std::vector<Row<datagrams::Rule<Op>>>>(datagram_operations_);
  }
  const std::vector<Row<datagrams::ArrivalRule>>& datagram_arrivals() const { return datagram_arrivals_; }
  std::vector<Row<datagrams::ArrivalRule>>& datagram_arrivals() { return datagram_arrivals_; }

 private:
  template <class RuleType>
  static bool is_replaced(std::string_view id, std::span<const RuleType> flavour) {
    for (const RuleType& rule : flavour)
      if (rule.refines == id || rule.deviates == id) return true;
    return false;
  }
  template <class RuleType>
  void add_row(std::string_view operation, std::vector<Row<RuleType>>& rows, const RuleType& rule) {
    rows.push_back({&rule, static_cast<RowNumber>(texts_.size()), {}});
    texts_.push_back({operation, rule.id, rule.source, rule.refines, rule.deviates});
  }

  template <class Variant>
  struct RowsFor;
  template <class... Ops>
  struct RowsFor<std::variant<Ops...>> {
    using type = std::tuple<OperationRows<Ops>...>;
    using of_datagrams = std::tuple<std::vector<Row<datagrams::Rule<Ops>>>...>;
  };

  std::string_view flavour_;
  bool knows_deviations_ = false;
  std::vector<RowText> texts_;
  RowsFor<Operation>::type operations_;
  ArrivalRows arrivals_;
  RowsFor<Operation>::of_datagrams datagram_operations_;
  std::vector<Row<datagrams::ArrivalRule>> datagram_arrivals_;
};

// Calls `visit(allowed, then, row number)` for each answer that the row allows, and then for each known deviation.
template <class RuleType, class ViewOf, class Op, class Visit>
void for_each_answer(const Row<RuleType>& row, const ViewOf& view, const Op& op, Visit visit) {
  visit(row.rule->allows(view, op), row.rule->then, row.number);
  for (const auto& alternative : row.rule->also)
    if (alternative.allows != nullptr) visit(alternative.allows(view, op), alternative.then, row.number);
  for (const auto& deviation : row.deviations)
    if (deviation.rule->when(view, op)) for_each_answer(deviation, view, op, visit);
}

// The one row that applies, to a call or to what arrives; nullptr where the book has a gap, which a test shows not to exist.
template <class RuleType, class ViewOf, class... What>
const Row<RuleType>* row_for(const std::vector<Row<RuleType>>& rows, const ViewOf& view, const What&... what) {
  for (const auto& row : rows)
    if (row.rule->when(view, what...)) return &row;
  return nullptr;
}

}  // namespace socketcheck::model
