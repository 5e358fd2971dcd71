#include "model/blocked/settle_calls.hpp"

#include "model/arrivals/one_arrival.hpp"

namespace socketcheck::model {
namespace {

using CallsLeft = unsigned;  // bit i: what returned[i] says has not been explained yet

class Search {
 public:
  Search(const Book& book, const std::vector<Returned>& returned, const RightBytes& right_bytes, RowSink* sink)
      : book_(book), returned_(returned), right_bytes_(right_bytes), sink_(sink) {}

  // Depth first; what was reached once is not searched again.
  void go_on(const World& world, CallsLeft left) {
    const auto seen = std::pair{world, left};
    if (std::find(reached_.begin(), reached_.end(), seen) != reached_.end()) return;
    reached_.push_back(seen);
    for (std::size_t i = 0; i < returned_.size(); ++i)
      if ((left & (1u << i)) != 0) let_return(world, i, left);
    World next = world;
    Worlds more;
    if (let_one_arrive(book_, next, more)) {
      go_on(next, left);
      for (const World& other : more) go_on(other, left);
    } else if (left == 0) {
      end_in(world);
    }
  }

  Settled take() {
    remove_duplicates(settled_.worlds);
    remove_duplicates(settled_.if_others_wait);
    return std::move(settled_);
  }

 private:
  void let_return(const World& world, std::size_t i, CallsLeft left) {
    Worlds possible;
    with_late_arrivals(book_, world, possible, sink_);
    for (const World& one : possible) {
      if (!right_bytes_(one, returned_[i])) continue;
      Worlds after;
      explain_return(book_, one, returned_[i].number, returned_[i].answer, after, sink_);
      for (const World& next : after) go_on(next, left & ~(1u << i));
    }
  }

  void end_in(const World& world) {
    Worlds possible;
    with_late_arrivals(book_, world, possible, sink_);
    for (const World& one : possible) {
      settled_.if_others_wait.push_back(one);
      if (all_may_wait(one)) settled_.worlds.push_back(one);
    }
  }

  bool all_may_wait(const World& world) const {
    for (int i = 0; i < most_calls_out; ++i)
      if (call_out(world, i).is_out() && !may_wait(book_, world, i)) return false;
    return true;
  }

  const Book& book_;
  const std::vector<Returned>& returned_;
  const RightBytes& right_bytes_;
  RowSink* sink_;
  std::vector<std::pair<World, CallsLeft>> reached_;
  Settled settled_;
};

Answer first_of(const Allowed& allowed) {
  if (allowed.kind == Allowed::Kind::error) return {.value = -1, .error = allowed.error, .sigpipes = allowed.sigpipes, .system_error = 0};
  return {.value = allowed.kind == Allowed::Kind::range ? allowed.most : allowed.least, .error = {}, .sigpipes = 0, .system_error = 0};
}

}  // namespace

Settled settle_with_calls(const Book& book, const Worlds& worlds, const std::vector<Returned>& returned, const RightBytes& right_bytes,
                          RowSink* sink) {
  Search search(book, returned, right_bytes, sink);
  for (const World& world : worlds) search.go_on(world, (1u << returned.size()) - 1);
  return search.take();
}

std::vector<UsualReturn> let_calls_return(const Book& book, World& world) {
  std::vector<UsualReturn> returns;
  for (bool any = true; any;) {
    any = false;
    Worlds more;
    settle(book, world, more);
    for (int i = 0; i < most_calls_out && !any; ++i) {
      if (!call_out(world, i).is_out() || may_wait(book, world, i)) continue;
      const Begin call = begun(call_out(world, i));
      for (const AllowedAnswer& allowed : returns_of(book, {world}, i)) {
        const Answer answer = first_of(allowed.allowed);
        Worlds after;
        explain_return(book, world, i, answer, after);
        if (after.empty()) continue;
        world = after.front();
        returns.push_back({call, i, answer});
        any = true;
        break;
      }
    }
  }
  return returns;
}

}  // namespace socketcheck::model
