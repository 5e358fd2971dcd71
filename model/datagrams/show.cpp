// A world of datagrams in words.
#include "model/datagrams/judge.hpp"
#include "model/datagrams/view.hpp"
#include "model/text/show.hpp"

namespace socketcheck::model::datagrams {
namespace {

std::string queue_in_words(const View& v) {
  std::string text;
  for (const Datagram& d : v.all().datagrams) {
    if (!is_queued_at(d, v.number())) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(d.size) + " bytes from " + show_place(d.from);
    if (d.doubtful) text += " perhaps";
  }
  return text;
}

std::string socket_in_words(const View& v, Slot slot) {
  const DatagramSocket& socket = v.own();
  std::string text{model::show(slot)};
  text += socket.has_port() ? " at " + show_place(socket.place) : " unbound";
  if (socket.connected) text += ", peer " + (socket.peer == Place::none ? std::string("port 0") : show_place(socket.peer));
  if (socket.refused) text += ", ECONNREFUSED pending";
  if (socket.read_shut) text += ", read half closed";
  if (socket.write_shut) text += ", write half closed";
  if (socket.has_kept_errors()) text += ", errors kept";
  if (const std::string queue = queue_in_words(v); !queue.empty()) text += ", queued: " + queue;
  return text;
}

}  // namespace

std::string show(const World& world) {
  std::string text;
  for (int i = 0; i < number_of_slots; ++i) {
    const auto slot = static_cast<Slot>(i);
    if (world.is_empty(slot)) continue;
    text += (text.empty() ? "" : "; ") + socket_in_words(View::of(world, slot), slot);
  }
  for (const Datagram& d : world.datagrams.datagrams)
    if (d.receiver == nobody) text += "; " + std::to_string(d.size) + " bytes on their way";
  return text;
}

}  // namespace socketcheck::model::datagrams
