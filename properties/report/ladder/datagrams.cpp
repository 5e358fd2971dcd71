#include "properties/report/ladder/datagrams.hpp"

#include <array>

#include "model/datagrams/view.hpp"
#include "model/explain.hpp"
#include "model/text/show.hpp"
#include "properties/report/ladder/broken.hpp"
#include "properties/report/ladder/draw.hpp"

namespace socketcheck::properties::ladder {
namespace {

using model::Datagram;
using model::DatagramSocket;
using model::Operation;
using model::Slot;
using model::World;

std::string size_of(const Datagram& d) { return std::to_string(d.size) + (d.size == 1 ? " byte" : " bytes"); }

// What a socket's lane says of it beside its calls.
std::string notes_of(const World& world, std::int8_t socket) {
  const model::datagrams::View view(const_cast<World&>(world), socket);
  std::string text;
  std::size_t queued = 0;
  for (const Datagram& d : world.datagrams.datagrams) queued += model::datagrams::is_queued_at(d, socket) ? 1 : 0;
  if (queued > 0) text = std::to_string(queued) + " queued";
  if (view.own().refused) text += (text.empty() ? "" : ", ") + std::string("ECONNREFUSED pending");
  if (view.own().has_kept_errors()) text += (text.empty() ? "" : ", ") + std::string("an error kept");
  return text.empty() ? "nothing waits" : text;
}

class DatagramDrawing {
 public:
  DatagramDrawing(const model::Program& program, const model::Book& book, const model::Limits& limits, const std::vector<Step>* steps,
                  const Failure* failure)
      : program_(program), book_(book), world_(model::world_of(program.start, limits)), steps_(steps), failure_(failure) {
    lanes_.fill(no_lane);
    chart_.was_run = steps != nullptr;
  }

  Chart take() {
    follow();
    for (std::size_t i = 0; i < program_.calls.size(); ++i)
      if (!tell_call(program_.calls[i], i + 1)) break;
    if (failure_ != nullptr && !told_failure_) add(broken_look(*failure_), lane_in(failure_->subject));
    lay_out(chart_);
    return std::move(chart_);
  }

 private:
  int lane_of(std::int8_t socket) const { return socket == model::nobody ? no_lane : lanes_[static_cast<std::size_t>(socket)]; }
  int lane_of(Slot slot) const { return world_.is_empty(slot) ? no_lane : lane_of(world_.socket_of(slot)); }
  int lane_in(const std::string& look) const {
    const auto slot = slot_in(look);
    return slot ? lane_of(*slot) : no_lane;
  }
  void add(Row row, int lane) {
    row.lane = lane;
    chart_.rows.push_back(std::move(row));
  }

  // Sockets that are new get a lane, and those that are closed leave theirs.
  void follow() {
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
      const auto& sockets = world_.datagrams.sockets;
      const bool is_there = i < sockets.size() && sockets[i].descriptors > 0;
      if (!is_there) lanes_[i] = no_lane;
      if (!is_there || lanes_[i] != no_lane) continue;
      lanes_[i] = static_cast<int>(chart_.lanes.size());
      const std::string name = name_of(static_cast<std::int8_t>(i));
      chart_.lanes.push_back({.name = name});
      Row row{.kind = Kind::begin};
      row.name = name + (sockets[i].has_port() ? " at " + model::show_place(sockets[i].place) : "");
      add(row, lanes_[i]);
      notes_[i] = notes_of(world_, static_cast<std::int8_t>(i));
    }
  }
  std::string name_of(std::int8_t socket) const {
    for (int slot = 0; slot < model::number_of_slots; ++slot)
      if (!world_.is_empty(static_cast<Slot>(slot)) && world_.socket_of(static_cast<Slot>(slot)) == socket)
        return std::string(1, model::show(static_cast<Slot>(slot)));
    return {};
  }

  // False: nothing follows.
  bool tell_call(const Operation& call, std::size_t number) {
    if (!model::is_made(world_, call)) {
      add({.kind = Kind::nothing, .number = number, .text = model::show(call), .answer = std::string(why_not_made(world_, call))}, no_lane);
      return true;
    }
    if (steps_ != nullptr && next_step_ == steps_->size()) return false;
    const bool is_last = steps_ != nullptr && next_step_ + 1 == steps_->size();
    if (is_last && failure_ != nullptr && failure_->subject.empty()) {
      add(broken_row(*failure_, Kind::call, number, model::show(call)), lane_of(model::slot_of(call)));
      told_failure_ = true;
      return false;
    }
    const model::Answer answer = steps_ != nullptr ? (*steps_)[next_step_++].answer : usual_answer(book_, world_, call);
    Row row{.kind = Kind::call, .number = number, .text = model::show(call), .answer = model::show(call, answer)};
    const bool begins = std::holds_alternative<model::NewSocket>(call);  // only then is there a lane
    if (!begins) add(row, lane_of(model::slot_of(call)));
    const bool goes_on = go_on(call, answer);
    if (begins) add(row, lane_of(model::slot_of(call)));
    return goes_on;
  }

  bool go_on(const Operation& call, const model::Answer& answer) {
    model::Worlds after;
    model::explain(book_, {world_}, call, answer, after);
    if (after.empty()) return false;
    world_ = after.front();
    world_.datagrams.taken = {};
    const World unsettled = world_;
    model::Worlds others;
    model::settle(book_, world_, others);
    for (const Datagram& d : unsettled.datagrams.datagrams)
      if (d.receiver == model::nobody) tell_datagram(d);
    follow();
    tell_notes();
    return true;
  }

  void tell_datagram(const Datagram& d) {
    int to = no_lane;
    for (const Datagram& queued : world_.datagrams.datagrams)
      if (queued.number == d.number) to = lane_of(queued.receiver);
    Row row{.kind = Kind::segment, .to = to, .text = size_of(d)};
    if (to == no_lane) row.text += " to nobody";
    add(row, lane_of(d.sender));
  }

  void tell_notes() {
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
      if (lanes_[i] == no_lane) continue;
      const std::string now = notes_of(world_, static_cast<std::int8_t>(i));
      if (now == notes_[i]) continue;
      notes_[i] = now;
      Row row{.kind = Kind::change, .text = now};
      add(row, lanes_[i]);
    }
  }

  const model::Program& program_;
  const model::Book& book_;
  World world_;
  const std::vector<Step>* steps_;
  const Failure* failure_;
  std::size_t next_step_ = 0;
  bool told_failure_ = false;
  std::array<int, model::most_datagram_sockets> lanes_{};
  std::array<std::string, model::most_datagram_sockets> notes_;
  Chart chart_;
};

}  // namespace

Chart draw_datagrams(const model::Program& program, const model::Book& book, const model::Limits& limits, const std::vector<Step>* steps,
                     const Failure* failure) {
  return DatagramDrawing(program, book, limits, steps, failure).take();
}

}  // namespace socketcheck::properties::ladder
