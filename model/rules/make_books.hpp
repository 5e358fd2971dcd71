// How the books of the flavours are made out of the rows of the standards and of Linux; for those who list the rows.
#pragma once

#include "model/rules/book.hpp"

namespace socketcheck::model {

// Whose rows a book has.
enum class Choice { standard, of_linux, standard_with_deviations_of_linux };

template <class RuleType, std::size_t N>
constexpr std::span<const RuleType> all(const RuleType (&rows)[N]) {
  return rows;
}
// Linux puts nothing in the place of these.
template <class RuleType>
constexpr std::span<const RuleType> none() {
  return {};
}

template <class RuleType>
void add_rows(Book& book, Choice choice, std::string_view operation, std::vector<Row<RuleType>>& rows,
              std::span<const RuleType> standard, std::span<const RuleType> of_linux) {
  switch (choice) {
    case Choice::standard: return book.add(operation, rows, standard, {});
    case Choice::of_linux: return book.add(operation, rows, standard, of_linux);
    case Choice::standard_with_deviations_of_linux: return book.add_with_deviations(operation, rows, standard, of_linux);
  }
}

// The books of streams, or those of datagrams.
struct Books {
  explicit Books(Book (*make)(std::string_view name, Choice choice))
      : standard(make("standard", Choice::standard)), of_linux(make("linux", Choice::of_linux)),
        standard_on_linux(make("standard", Choice::standard_with_deviations_of_linux)) {}

  // As model::flavour() and model::flavour_for().
  const Book* flavour(std::string_view name) const {
    return name == "standard" ? &standard : name == "linux" ? &of_linux : nullptr;
  }
  const Book* flavour_for(std::string_view name, std::string_view own) const {
    return name == "standard" && own == "linux" ? &standard_on_linux : flavour(name);
  }

  Book standard;
  Book of_linux;
  Book standard_on_linux;
};

}  // namespace socketcheck::model
