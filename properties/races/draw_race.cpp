#include "properties/races/draw_race.hpp"

#include <algorithm>
#include <array>

namespace socketcheck::properties {
namespace {

using namespace model;

constexpr std::uint32_t largest_racing_transfer = 3;  // bytes
constexpr std::size_t most_bytes_of_a_thread = 4;     // each byte that is on its way doubles what may have arrived
constexpr std::uint32_t enough_for_everything = 100;  // bytes

std::uint32_t size(Draw& draw) { return static_cast<std::uint32_t>(1 + draw.below(largest_racing_transfer)); }

// A pair: one thread at most sends on either socket, any thread reads, and each socket is shut at most once, so that no
// data comes to an end that both halves of are shut, which would be answered by a RST.
class PairRace {
 public:
  explicit PairRace(Draw& draw) : draw_(draw), threads_(draw.chance(0.7) ? 2 : 3) {
    for (std::size_t& sender : sender_) sender = draw_.below(threads_);
  }

  Race draw() {
    Race race{.start = StartPair{}, .before = {}, .threads = {}, .after = {}};
    for (const Slot slot : {Slot::a, Slot::b})
      if (draw_.chance(0.6)) race.before.push_back(Send{.slot = slot, .size = size(draw_), .no_signal = true});
    for (std::size_t thread = 0; thread < threads_; ++thread) {
      auto& calls = race.threads.emplace_back();
      std::size_t sent = 0;
      for (std::size_t count = 1 + draw_.below(threads_ == 2 ? 3 : 2); count > 0; --count) calls.push_back(call(thread, sent));
    }
    // The first takes everything, the second sees that there is nothing more.
    for (const Slot slot : {Slot::a, Slot::b, Slot::a, Slot::b})
      race.after.push_back(Recv{.slot = slot, .size = enough_for_everything});
    return race;
  }

 private:
  Operation call(std::size_t thread, std::size_t& sent) {
    const Slot slot = draw_.chance(0.5) ? Slot::a : Slot::b;
    const double which = draw_.unit();
    const std::uint32_t bytes = size(draw_);
    if (which < 0.3 && sender_[static_cast<std::size_t>(slot)] == thread && sent + bytes <= most_bytes_of_a_thread) {
      sent += bytes;
      return Send{.slot = slot, .size = bytes, .no_signal = true};
    }
    bool& shut = shut_[static_cast<std::size_t>(slot)];
    if (which > 0.85 && !shut) {
      shut = true;
      return Shutdown{slot, draw_.chance(0.8) ? Half::write : Half::read};
    }
    return Recv{.slot = slot, .size = bytes, .peek = draw_.chance(0.15)};
  }

  Draw& draw_;
  std::size_t threads_;
  std::array<std::size_t, 2> sender_{};
  std::array<bool, 2> shut_{};
};

// Two threads accept what has connected to one listener.
Race draw_accepts(Draw& draw) {
  Race race{.start = StartListening{}, .before = {}, .threads = {}, .after = {}};
  race.before = {Listen{Slot::a, 4}, Connect{Slot::b, Place::p}};
  const bool two = draw.chance(0.7);
  if (two) {
    race.before.push_back(NewSocket{Slot::c});
    race.before.push_back(Connect{Slot::c, Place::p});
  }
  race.threads = {{Accept{Slot::a, Slot::d}}, {Accept{Slot::a, Slot::e}}};
  if (draw.chance(0.3)) race.threads[draw.below(2)].push_back(Accept{Slot::a, Slot::f});
  race.after = {Accept{Slot::a, Slot::g}, Accept{Slot::a, Slot::h}};
  return race;
}

}  // namespace

Race draw_race(Draw& draw) { return draw.chance(0.2) ? draw_accepts(draw) : PairRace(draw).draw(); }

}  // namespace socketcheck::properties
