#include "properties/generators/whole_life.hpp"

#include "properties/generators/rehearsed_program.hpp"

namespace socketcheck::properties {
namespace {

using model::Slot;
using model::View;

constexpr double fitting = 0.8;  // how often a call is made on a socket that is fit for it

bool any_socket(const View&) { return true; }

// The sockets on which a call of this kind does what it is for.
using Fit = bool (*)(const View&);
Fit fit_for(std::size_t kind) {
  using namespace model;
  switch (kind) {
    case kind_of<Bind>(): return [](const View& v) { return is_unconnected(v) && !v.socket().owns_place; };
    case kind_of<Listen>(): return is_unconnected;
    case kind_of<Connect>(): return is_unconnected;
    case kind_of<Accept>(): case kind_of<AcceptAtLimit>(): return is_listening;
    // What a listener is told it hands on; the programs of a pair set options on connected sockets.
    case kind_of<SetNoDelay>(): case kind_of<SetLinger>(): return is_listening;
    // And with whom it shares its place.
    case kind_of<SetOption>(): return [](const View& v) { return is_listening(v) || is_unconnected(v); };
    case kind_of<GetNoDelay>(): case kind_of<GetLinger>(): case kind_of<GetOption>(): return is_connected;
    case kind_of<Send>(): case kind_of<Recv>(): case kind_of<Shutdown>(): return is_connected;
    case kind_of<Begin>(): return [](const View& v) { return is_connected(v) || is_listening(v); };
    default: return any_socket;
  }
}

model::Start draw_start(const Profile& profile, Draw& draw) {
  if (profile.from_a_pair > 0 && draw.chance(profile.from_a_pair)) return model::StartPair{};
  if (draw.chance(0.5)) return model::StartFresh{};
  return model::StartListening{};
}

class WholeLife : public RehearsedProgram {
 public:
  // The order in which braces hold what is drawn is the order in which it is drawn.
  WholeLife(const Profile& profile, const sut::Abilities& abilities, Draw& draw)
      : RehearsedProgram(profile, abilities, draw,
                         {vary(profile.weights, draw), Fill::any_option(Life::whole, draw), draw_start(profile, draw)}, fitting) {}

 private:
  std::vector<Slot> fit_slots(std::size_t kind) const override { return rehearsal().slots(fit_for(kind)); }

  void adapt(model::Operation& call) override {
    if (auto* begin = std::get_if<model::Begin>(&call); begin != nullptr && rehearsal().empty_slot()) fit(*begin);
    if (auto* connect = std::get_if<model::Connect>(&call); connect != nullptr && random().chance(fitting)) aim(*connect);
  }

  // Who listens waits for a connection, or for readiness.
  void fit(model::Begin& begin) {
    if (!model::is_listening(View::of(rehearsal().world(), begin.slot))) return;
    begin.call = random().chance(0.8) ? model::Waiting::accept : model::Waiting::poll;
    begin.size = 1;
  }

  // At somebody who listens, by the place or by the slot.
  void aim(model::Connect& connect) {
    const auto listeners = rehearsal().slots(model::is_listening);
    if (listeners.empty()) return;
    connect.to = random().one_of(listeners);
    const model::Place place = View::of(rehearsal().world(), connect.to).socket().place;
    connect.place = place < model::Place::first_chosen ? model::port_of(place) : model::Place::none;
    if (connect.place != model::Place::none) connect.to = Slot::a;
    else connect.any = false;
  }
};

}  // namespace

model::Program draw_whole_life(const Profile& profile, const sut::Abilities& abilities, Draw& draw) {
  return WholeLife(profile, abilities, draw).draw();
}

}  // namespace socketcheck::properties
