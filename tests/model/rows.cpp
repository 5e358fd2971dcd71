#include "tests/model/rows.hpp"

#include "model/rules/view_for.hpp"

namespace socketcheck::tests {

std::vector<model::RowNumber> rows_that_apply(const model::Book& book, const model::World& world,
                                              const model::Operation& call) {
  std::vector<model::RowNumber> numbers;
  std::visit(
      [&]<class Op>(const Op& op) {
        const model::View view = model::view_for(world, op);
        for (const auto& row : book.rows_of<Op>())
          if (row.rule->when(view, op)) numbers.push_back(row.number);
      },
      call);
  return numbers;
}

std::vector<model::Allowed> allowed_in(const model::Book& book, const model::World& world, const model::Operation& call) {
  std::vector<model::Allowed> all;
  const auto add = [&](const model::Allowed& allowed) {
    if (allowed.kind != model::Allowed::Kind::nothing) all.push_back(allowed);
  };
  std::visit(
      [&]<class Op>(const Op& op) {
        const model::View view = model::view_for(world, op);
        for (const auto& row : book.rows_of<Op>()) {
          if (!row.rule->when(view, op)) continue;
          add(row.rule->allows(view, op));
          for (const auto& alternative : row.rule->also)
            if (alternative.allows != nullptr) add(alternative.allows(view, op));
        }
      },
      call);
  return all;
}

std::string ids_of(const model::Book& book, const std::vector<model::RowNumber>& rows) {
  std::string ids;
  for (const model::RowNumber row : rows) ids += (ids.empty() ? "" : " and ") + std::string(book.row(row).id);
  return ids.empty() ? "no row" : ids;
}

model::RowNumber find_row(const model::Book& book, std::string_view id) {
  for (std::size_t i = 0; i < book.rows().size(); ++i)
    if (book.rows()[i].id == id) return static_cast<model::RowNumber>(i);
  return model::no_row;
}

}  // namespace socketcheck::tests
