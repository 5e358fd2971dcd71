#include "properties/report/ladder/shown.hpp"

#include "model/text/show.hpp"
#include "model/world/queue.hpp"
#include "model/world/words.hpp"

namespace socketcheck::properties::ladder {
namespace {

void add(std::string& text, const std::string& part) {
  if (part.empty()) return;
  if (!text.empty()) text += ", ";
  text += part;
}

std::string unread_text(const Shown& shown) {
  if (shown.unread == 0) return "all read";
  return (shown.is_exact ? "" : "up to ") + std::to_string(shown.unread) + " unread";
}

std::string pending_text(model::Pending pending) {
  if (pending == model::Pending::none) return "error gone";
  return model::show(model::error_of(pending)) + " pending";
}

std::string eof_text(const Shown& shown) { return shown.unread > 0 ? "EOF behind " + unread_text(shown) : "EOF"; }

}  // namespace

Shown shown_at(const model::View& view, model::State state) {
  Shown shown{.state = state};
  if (!view.has_socket()) return shown;
  shown.has_socket = true;
  const model::Direction& in = view.incoming();
  shown.unread = in.unread_most();
  // What only Nagle's algorithm may hold is drawn as arrived.
  shown.is_exact = in.exact() || !in.crowded;
  shown.at_eof = model::fin_received(view);
  shown.pending = view.socket().pending;
  shown.read_shut = model::read_shut(view);
  if (model::is_listening(view)) shown.waiting = model::waiting_in_queue(view.world(), view.own().socket);
  shown.window_full = view.outgoing().crowded && !view.outgoing().severed;
  return shown;
}

std::string difference(const Shown& before, const Shown& after) {
  if (!after.has_socket) return before.unread > 0 ? unread_text(before) + ", lost" : "";
  std::string text;
  const bool unread_changed = before.unread != after.unread || before.is_exact != after.is_exact;
  if (after.at_eof && !before.at_eof)
    add(text, eof_text(after));
  else if (unread_changed)
    add(text, unread_text(after));
  if (before.pending != after.pending) add(text, pending_text(after.pending));
  if (after.read_shut && !before.read_shut) add(text, "read half shut");
  if (before.waiting != after.waiting)
    add(text, after.waiting == 0 ? "queue empty" : std::to_string(after.waiting) + " in its queue");
  if (before.window_full != after.window_full) add(text, after.window_full ? "window full" : "window open");
  return text;
}

}  // namespace socketcheck::properties::ladder
