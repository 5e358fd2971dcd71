#include "properties/generators/datagrams.hpp"

#include "properties/generators/rehearsed_program.hpp"

namespace socketcheck::properties {
namespace {

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

class Datagrams : public RehearsedProgram {
 public:
  Datagrams(const Profile& profile, const sut::Abilities& abilities, Draw& draw)
      : RehearsedProgram(profile, abilities, draw, {vary(profile.weights, draw), model::Option::keep_alive, model::StartDatagrams{}}, fitting) {}

 private:
  std::vector<model::Slot> fit_slots(std::size_t kind) const override { return rehearsal().slots(fit_for(kind)); }
};

}  // namespace

model::Program draw_datagrams(const Profile& profile, const sut::Abilities& abilities, Draw& draw) {
  return Datagrams(profile, abilities, draw).draw();
}

}  // namespace socketcheck::properties
