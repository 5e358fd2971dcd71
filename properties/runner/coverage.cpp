#include "properties/runner/coverage.hpp"

#include <algorithm>

#include "model/text/show.hpp"

namespace socketcheck::properties {
namespace {

template <class Op>
constexpr bool answers_with_a_count = std::is_same_v<Op, model::Send> || std::is_same_v<Op, model::Recv> ||
                                      std::is_same_v<Op, model::UnreadBytes> || std::is_same_v<Op, model::Accept>;

bool has_count(const model::Operation& call) {
  return std::visit([]<class Op>(const Op&) { return answers_with_a_count<Op>; }, call);
}

// `recv`, `getsockopt SO_ERROR`, `connect AF_UNSPEC`: the function, and the option or whatever else tells calls apart.
std::string name_of(const model::Operation& call) {
  std::string text = model::show(call);
  if (const std::size_t at = text.find(" = "); at != std::string::npos) text = text.substr(at + 3);
  std::string name = text.substr(0, text.find('('));
  for (const char* option : {"SO_ERROR", "SO_LINGER", "TCP_NODELAY", "TCP_INFO", "FIONREAD", "AF_UNSPEC"})
    if (text.find(option) != std::string::npos) name += std::string(" ") + option;
  return name;
}

}  // namespace

void Coverage::answered(const model::Operation& call, const model::Answer& seen) {
  model::Answer kind = seen;
  if (!kind.failed() && has_count(call)) kind.value = std::min<std::int64_t>(kind.value, 1);
  count(call, kind, 1);
}

void Coverage::count(const model::Operation& call, const model::Answer& seen, std::uint64_t times) {
  std::vector<Answer>& known = answers_[call.index()];
  const auto found = std::find_if(known.begin(), known.end(), [&](const Answer& one) { return one.seen == seen; });
  if (found == known.end())
    known.push_back({call, seen, times});
  else
    found->times += times;
}

std::vector<Coverage::Answered> Coverage::answers() const {
  std::vector<Answered> all;
  for (const auto& of_one_operation : answers_)
    for (const Answer& one : of_one_operation) {
      const bool is_a_count = !one.seen.failed() && one.seen.value > 0 && has_count(one.call);
      all.push_back({name_of(one.call), is_a_count ? "more than 0" : model::show(one.call, one.seen), one.times});
    }
  return all;
}

int Coverage::rows_reached() const {
  return static_cast<int>(std::count_if(rows_.begin(), rows_.end(), [](std::uint64_t times) { return times > 0; }));
}

int Coverage::pairs_reached() const {
  int reached = 0;
  for (const auto& row : pairs_)
    reached += static_cast<int>(std::count_if(row.begin(), row.end(), [](std::uint64_t times) { return times > 0; }));
  return reached;
}

void Coverage::add(const Coverage& other) {
  for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i] += other.rows_[i];
  for (const auto& of_one_operation : other.answers_)
    for (const Answer& one : of_one_operation) count(one.call, one.seen, one.times);
  for (std::size_t i = 0; i < pairs_.size(); ++i)
    for (std::size_t j = 0; j < pairs_[i].size(); ++j) pairs_[i][j] += other.pairs_[i][j];
}

}  // namespace socketcheck::properties
