// What the tests ask of a book's rows, for every kind of operation alike.
#pragma once

#include <string>
#include <vector>

#include "model/rules/book.hpp"

namespace socketcheck::tests {

// Calls f.template operator()<Op>() for each kind of operation.
template <class F, std::size_t... kinds>
void for_each_kind(F f, std::index_sequence<kinds...>) {
  (f.template operator()<std::variant_alternative_t<kinds, model::Operation>>(), ...);
}
template <class F>
void for_each_kind(F f) {
  for_each_kind(f, std::make_index_sequence<std::variant_size_v<model::Operation>>{});
}

// Calls f(&ArrivalRows::member) for each kind of arrival.
template <class F>
void for_each_arrival(F f) {
  using model::ArrivalRows;
  for (const auto member : {&ArrivalRows::data, &ArrivalRows::fin, &ArrivalRows::reset, &ArrivalRows::ack_of_fin,
                            &ArrivalRows::syn})
    f(member);
}

// All rows of the book that apply to the call, which is made; there should be one.
std::vector<model::RowNumber> rows_that_apply(const model::Book& book, const model::World& world,
                                              const model::Operation& call);

// What the rows that apply allow, without letting anything arrive first.
std::vector<model::Allowed> allowed_in(const model::Book& book, const model::World& world, const model::Operation& call);

// The ids of the rows, for messages.
std::string ids_of(const model::Book& book, const std::vector<model::RowNumber>& rows);

// The row with that id; no_row if there is none.
model::RowNumber find_row(const model::Book& book, std::string_view id);

}  // namespace socketcheck::tests
