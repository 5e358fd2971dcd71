#include "properties/runner/shrink.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "model/text/show.hpp"
#include "properties/runner/fewer_datagrams.hpp"
#include "properties/runner/other_starts.hpp"
#include "properties/runner/slots.hpp"

namespace socketcheck::properties {
namespace {

using model::Operation;
using model::Program;
using Calls = std::vector<Operation>;

class Shrinking {
 public:
  Shrinking(Program program, std::size_t step, const FailsAt& fails_at, const std::function<bool()>& may_go_on)
      : best_(std::move(program)), fails_at_(fails_at), may_go_on_(may_go_on) {
    cut_after(step);
  }

  Shrunk run() {
    do {
      while (drop_chunks() || merge_transfers() || simplify_arguments()) {
      }
    } while (drop_two() || use_fewer_datagrams() || use_the_wire_once() || mirror() || start_later() || start_otherwise() || use_sockets_of_the_start() || move_to_earlier_slots() || rename_slots() || rename_places() || replace_one() || replace_two_by_one() || reorder());
    return {best_, runs_, !stopped_};
  }

 private:
  // Takes the candidate if it fails in the same way, cut after the step at which it does.
  bool take(const Calls& calls) { return take(calls, best_.start); }
  bool take(const Calls& calls, const model::Start& start) {
    if (stopped_ || calls.empty() || (calls == best_.calls && start == best_.start)) return false;
    if (!may_go_on_()) {
      stopped_ = true;
      return false;
    }
    const Program candidate{start, calls};
    if (!tried_.insert(model::show(candidate)).second) return false;
    ++runs_;
    const auto step = fails_at_(candidate);
    if (!step) return false;
    best_ = candidate;
    cut_after(*step);
    return true;
  }

  void cut_after(std::size_t step) {
    if (step + 1 < best_.calls.size()) best_.calls.resize(step + 1);
  }

  Calls without(std::size_t from, std::size_t count) const {
    Calls calls = best_.calls;
    const auto begin = calls.begin() + static_cast<std::ptrdiff_t>(from);
    calls.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
    return calls;
  }

  // Large chunks first, from the back, each tried once before the chunks get smaller.
  bool drop_chunks() {
    bool any = false;
    for (std::size_t chunk = std::max<std::size_t>(1, best_.calls.size() / 2); chunk > 0; chunk /= 2) {
      for (std::size_t end = best_.calls.size(); end >= chunk && !stopped_;) {
        any = take(without(end - chunk, chunk)) || any;
        end = std::min(end - std::min(end, chunk), best_.calls.size());
      }
    }
    return any;
  }

  // Two transfers of the same kind at the same end become one that moves as much.
  bool merge_transfers() {
    for (std::size_t i = 0; i < best_.calls.size(); ++i)
      for (std::size_t j = i + 1; j < best_.calls.size(); ++j)
        if (const auto merged = merge(best_.calls[i], best_.calls[j]))
          for (const std::size_t at : {i, j}) {
            Calls calls = best_.calls;
            calls[at] = *merged;
            calls.erase(calls.begin() + static_cast<std::ptrdiff_t>(at == i ? j : i));
            if (take(calls)) return true;
          }
    return false;
  }

  static std::optional<Operation> merge(const Operation& left, const Operation& right) {
    if (const auto* first = std::get_if<model::Send>(&left)) {
      const auto* second = std::get_if<model::Send>(&right);
      if (second == nullptr || first->slot != second->slot) return {};
      model::Send merged = *second;
      merged.size = std::min(first->size + second->size, 1u << 20);
      return merged;
    }
    if (const auto* first = std::get_if<model::Recv>(&left)) {
      const auto* second = std::get_if<model::Recv>(&right);
      if (second == nullptr || first->slot != second->slot) return {};
      model::Recv merged = *second;
      merged.size = std::min(first->size + second->size, 1u << 20);
      return merged;
    }
    return {};
  }

  bool simplify_arguments() {
    bool any = false;
    for (std::size_t i = best_.calls.size(); i-- > 0;) {
      if (i >= best_.calls.size()) continue;
      any = try_instead(i, simpler(best_.calls[i])) || any;
    }
    return any;
  }

  bool try_instead(std::size_t i, const Calls& candidates) {
    for (const Operation& candidate : candidates) {
      Calls calls = best_.calls;
      calls[i] = candidate;
      if (take(calls)) return true;
    }
    return false;
  }

  bool drop_two() {
    if (best_.calls.size() > longest_for_pairs) return false;
    for (std::size_t i = 0; i < best_.calls.size(); ++i)
      for (std::size_t j = i + 1; j < best_.calls.size(); ++j) {
        Calls calls = without(j, 1);
        calls.erase(calls.begin() + static_cast<std::ptrdiff_t>(i));
        if (take(calls)) return true;
      }
    return false;
  }

  bool use_fewer_datagrams() {
    for (const Calls& calls : with_fewer_datagrams(best_))
      if (take(calls)) return true;
    return false;
  }

  // One operation on the wire, which needs no other, in place of all that there are.
  bool use_the_wire_once() {
    Calls calls = best_.calls;
    std::erase_if(calls, [](const Operation& call) { return std::holds_alternative<model::OnWire>(call); });
    if (calls.size() + 1 >= best_.calls.size()) return false;
    for (const Operation& once : once_on_the_wire())
      for (std::size_t at = calls.size() + 1; at-- > 0;) {
        Calls candidate = calls;
        candidate.insert(candidate.begin() + static_cast<std::ptrdiff_t>(at), once);
        if (take(candidate)) return true;
      }
    return false;
  }

  static bool is_at_one_end(const Operation& call) {
    const auto* on_wire = std::get_if<model::OnWire>(&call);
    return on_wire == nullptr || model::is_of_one_end(on_wire->action);
  }

  // The program with the two ends exchanged, if its first call is then on the first slot.
  bool mirror() {
    const auto* pair = std::get_if<model::StartPair>(&best_.start);
    const auto first = std::find_if(best_.calls.begin(), best_.calls.end(), is_at_one_end);
    if (pair == nullptr || first == best_.calls.end() || model::slot_of(*first) == pair->active) return false;
    return take(with_slots_exchanged(best_.calls, pair->active, pair->passive));
  }

  // A start that has made a listener and a socket already, in place of the calls that make them.
  bool start_later() {
    if (!std::holds_alternative<model::StartFresh>(best_.start)) return false;
    const model::StartListening listening;
    std::vector<Calls> as_named = {best_.calls, with_slots_exchanged(best_.calls, listening.listener, listening.other)};
    for (const Operation& call : best_.calls)
      if (const auto* made = std::get_if<model::NewSocket>(&call); made != nullptr && made->slot > listening.other)
        as_named.push_back(with_slots_exchanged(best_.calls, made->slot, listening.other));
    for (Calls& calls : as_named) {
      for (const Operation& made : model::calls_of(listening)) {
        const auto found = std::find(calls.begin(), calls.end(), made);
        if (found != calls.end()) calls.erase(found);
      }
      if (calls.size() < best_.calls.size() && take(calls, listening)) return true;
    }
    return false;
  }

  bool start_otherwise() {
    for (const Program& candidate : shorter_on_another_start(best_))
      if (take(candidate.calls, candidate.start)) return true;
    return false;
  }

  // A call that fails on another socket, too. The two ends of a pair are treated alike by mirror().
  bool move_to_earlier_slots() {
    if (std::holds_alternative<model::StartPair>(best_.start)) return false;
    bool any = false;
    for (std::size_t i = 0; i < best_.calls.size(); ++i) any = try_instead(i, on_earlier_slots(best_.calls[i])) || any;
    return any;
  }

  // A slot that nothing speaks of takes the place of a later one.
  bool rename_slots() {
    if (std::holds_alternative<model::StartPair>(best_.start)) return false;
    bool any = false;
    for (int later = 1; later < model::number_of_slots; ++later)
      for (int earlier = 0; earlier < later; ++earlier) {
        const auto one = static_cast<model::Slot>(later);
        const auto other = static_cast<model::Slot>(earlier);
        if (!mentions(best_, one) || mentions(best_, other)) continue;
        any = take(with_slots_exchanged(best_.calls, one, other)) || any;
      }
    return any;
  }

  // A place that nothing speaks of takes the place of a later one.
  bool rename_places() {
    using model::Place;
    for (const auto& [earlier, later] : {std::pair{Place::p, Place::q}, {Place::p, Place::r}, {Place::q, Place::r}})
      if (mentions(best_.calls, later) && !mentions(best_.calls, earlier) && take(with_places_exchanged(best_.calls, earlier, later)))
        return true;
    return false;
  }

  // A socket that the start has made, in place of one that a call makes.
  bool use_sockets_of_the_start() {
    for (std::size_t i = 0; i < best_.calls.size(); ++i) {
      const auto* made = std::get_if<model::NewSocket>(&best_.calls[i]);
      if (made == nullptr || std::holds_alternative<model::StartFresh>(best_.start)) continue;
      const model::Slot slot = made->slot;
      for (int earlier = 0; earlier < static_cast<int>(slot); ++earlier)
        if (take(with_slots_exchanged(without(i, 1), slot, static_cast<model::Slot>(earlier)))) return true;
    }
    return false;
  }

  bool replace_one() {
    if (best_.calls.size() > longest_for_pairs) return false;
    bool any = false;
    for (std::size_t i = 0; i < best_.calls.size(); ++i) any = try_instead(i, simpler_calls(best_.calls[i])) || any;
    return any;
  }

  // One call may do what two did.
  bool replace_two_by_one() {
    if (best_.calls.size() < 2 || best_.calls.size() > longest_for_replacing) return false;
    static const Calls every_call = simpler_calls(model::Poll{model::Slot::a});
    for (std::size_t i = 0; i + 1 < best_.calls.size(); ++i)
      for (std::size_t j = 0; j < best_.calls.size() - 1; ++j)
        for (const Operation& call : every_call) {
          Calls calls = without(i, 1);
          if (calls[j] == call) continue;
          calls[j] = call;
          if (take(calls)) return true;
        }
    return false;
  }

  // Neighbours in the order of their slots, where the order makes no difference to the failure.
  bool reorder() {
    for (std::size_t i = 0; i + 1 < best_.calls.size(); ++i) {
      if (model::slot_of(best_.calls[i]) <= model::slot_of(best_.calls[i + 1])) continue;
      Calls calls = best_.calls;
      std::swap(calls[i], calls[i + 1]);
      if (take(calls)) return true;
    }
    return false;
  }

  static constexpr std::size_t longest_for_pairs = 12;
  static constexpr std::size_t longest_for_replacing = 7;

  Program best_;
  const FailsAt& fails_at_;
  const std::function<bool()>& may_go_on_;
  std::uint64_t runs_ = 0;
  bool stopped_ = false;
  std::unordered_set<std::string> tried_;
};

}  // namespace

Shrunk shrink(Program program, std::size_t step, const FailsAt& fails_at, const std::function<bool()>& may_go_on) {
  return Shrinking(std::move(program), step, fails_at, may_go_on).run();
}

}  // namespace socketcheck::properties
