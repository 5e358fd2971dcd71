#include "properties/generators/whole_life.hpp"

#include <optional>

#include "properties/generators/draw_call.hpp"
#include "properties/generators/rehearsal.hpp"

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
    case kind_of<Begin>(): return [](const View& v) { return is_listening(v) || is_connected(v); };
    // What a listener is told it hands on; the programs of a pair set options on connected sockets.
    case kind_of<SetNoDelay>(): case kind_of<SetLinger>(): return is_listening;
    // And with whom it shares its place.
    case kind_of<SetOption>(): return [](const View& v) { return is_listening(v) || is_unconnected(v); };
    case kind_of<GetNoDelay>(): case kind_of<GetLinger>(): case kind_of<GetOption>(): return is_connected;
    case kind_of<Send>(): case kind_of<Recv>(): case kind_of<Shutdown>(): return is_connected;
    default: return any_socket;
  }
}

class WholeLife {
 public:
  WholeLife(const Profile& profile, const sut::Abilities& abilities, Draw& draw)
      : profile_(profile), abilities_(abilities), draw_(draw), sums_(vary(profile.weights, draw)), program_(start(draw)),
        rehearsal_(program_.start) {}

  model::Program draw() {
    const std::size_t length = draw_length(profile_.longest, draw_);
    for (std::size_t i = 0; i < length; ++i) add(draw_next());
    return std::move(program_);
  }

 private:
  static model::Program start(Draw& draw) {
    if (draw.chance(0.5)) return {model::StartFresh{}, {}};
    return {model::StartListening{}, {}};
  }

  void add(const model::Operation& call) {
    if (!model::is_made(rehearsal_.world(), call)) return;
    rehearsal_.play(call);
    program_.calls.push_back(call);
  }

  model::Operation draw_next() {
    const auto made = rehearsal_.empty_slot();
    const auto slots = rehearsal_.slots(any_socket);
    std::size_t kind = choose(sums_, draw_);
    if (slots.empty()) kind = kind_of<model::NewSocket>();
    const Slot slot = slots.empty() ? *made : slot_for(kind, slots);
    const Slot other = slots.empty() ? slot : draw_.one_of(slots);
    model::Operation call = draw_call(kind, {profile_, abilities_, draw_, slot, made.value_or(Slot::h), other, favourite_});
    if (auto* connect = std::get_if<model::Connect>(&call); connect != nullptr && draw_.chance(fitting)) aim(*connect);
    return call;
  }

  Slot slot_for(std::size_t kind, const std::vector<Slot>& slots) {
    const auto fit = rehearsal_.slots(fit_for(kind));
    return !fit.empty() && draw_.chance(fitting) ? draw_.one_of(fit) : draw_.one_of(slots);
  }

  // At somebody who listens, by the place or by the slot.
  void aim(model::Connect& connect) {
    const auto listeners = rehearsal_.slots(model::is_listening);
    if (listeners.empty()) return;
    connect.to = draw_.one_of(listeners);
    const model::Place place = View::of(rehearsal_.world(), connect.to).socket().place;
    connect.place = place < model::Place::first_chosen ? model::port_of(place) : model::Place::none;
    if (connect.place != model::Place::none) connect.to = Slot::a;
    else connect.any = false;
  }

  const Profile& profile_;
  const sut::Abilities& abilities_;
  Draw& draw_;
  std::array<double, kinds_of_calls> sums_;
  model::Option favourite_ = Fill::any_option(Life::whole, draw_);
  model::Program program_;
  Rehearsal rehearsal_;
};

}  // namespace

model::Program draw_whole_life(const Profile& profile, const sut::Abilities& abilities, Draw& draw) {
  return WholeLife(profile, abilities, draw).draw();
}

}  // namespace socketcheck::properties
