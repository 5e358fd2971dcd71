#include "properties/generators/datagrams.hpp"

#include "properties/generators/draw_call.hpp"
#include "properties/generators/rehearsal.hpp"

namespace socketcheck::properties {
namespace {

using model::Slot;
using model::datagrams::View;

constexpr double fitting = 0.7;  // how often a call is made on a socket that is fit for it

bool any_socket(const View&) { return true; }
bool has_something_to_read(const View& v) { return model::datagrams::may_have_datagrams(v) || v.own().refused; }

// The sockets on which a call of this kind does what it is for.
using Fit = bool (*)(const View&);
Fit fit_for(std::size_t kind) {
  using namespace model;
  switch (kind) {
    case kind_of<Bind>(): return [](const View& v) { return !v.own().has_port(); };
    case kind_of<Send>(): case kind_of<Shutdown>(): case kind_of<Disconnect>(): case kind_of<GetPeerName>(): return datagrams::is_connected;
    case kind_of<Recv>(): case kind_of<RecvFrom>(): case kind_of<UnreadBytes>(): return has_something_to_read;
    case kind_of<TakeKeptError>(): return [](const View& v) { return v.own().has_kept_errors(); };
    default: return any_socket;
  }
}

class Datagrams {
 public:
  Datagrams(const Profile& profile, const sut::Abilities& abilities, Draw& draw)
      : profile_(profile), abilities_(abilities), draw_(draw), sums_(vary(profile.weights, draw)),
        program_{model::StartDatagrams{}, {}}, rehearsal_(program_.start) {}

  model::Program draw() {
    const std::size_t length = draw_length(profile_.longest, draw_);
    for (std::size_t i = 0; i < length; ++i) add(draw_next());
    return std::move(program_);
  }

 private:
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
    return draw_call(kind, {profile_, abilities_, draw_, slot, made.value_or(Slot::h), other});
  }

  Slot slot_for(std::size_t kind, const std::vector<Slot>& slots) {
    const auto fit = rehearsal_.slots(fit_for(kind));
    return !fit.empty() && draw_.chance(fitting) ? draw_.one_of(fit) : draw_.one_of(slots);
  }

  const Profile& profile_;
  const sut::Abilities& abilities_;
  Draw& draw_;
  std::array<double, kinds_of_calls> sums_;
  model::Program program_;
  Rehearsal rehearsal_;
};

}  // namespace

model::Program draw_datagrams(const Profile& profile, const sut::Abilities& abilities, Draw& draw) {
  return Datagrams(profile, abilities, draw).draw();
}

}  // namespace socketcheck::properties
