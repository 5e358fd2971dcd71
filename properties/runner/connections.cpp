#include "properties/runner/connections.hpp"

#include <algorithm>

namespace socketcheck::properties {
namespace {

using model::Connection;

bool has_a_later_namesake(const model::World& world, const Connection& c) {
  const auto active = [](const Connection& one) { return one.ends[0].place; };
  const auto passive = [](const Connection& one) { return one.ends[one.to_itself ? 0 : 1].place; };
  return c.number != 0 && std::any_of(world.connections.begin(), world.connections.end(), [&](const Connection& later) {
    const bool same = active(later) == active(c) && passive(later) == passive(c);
    const bool reversed = active(later) == passive(c) && passive(later) == active(c);
    return later.number > c.number && (same || reversed);
  });
}

}  // namespace

std::vector<EndOfConnection> ends_of(const model::World& world) {
  std::vector<EndOfConnection> ends;
  for (const Connection& c : world.connections) {
    if (c.handshake == model::Handshake::none || c.handshake == model::Handshake::crossed) continue;
    if (has_a_later_namesake(world, c)) continue;
    ends.push_back({c.number, 0});
    if (!c.to_itself) ends.push_back({c.number, 1});
  }
  return ends;
}

model::View view_of(model::World& world, const EndOfConnection& end) {
  const auto found = std::find_if(world.connections.begin(), world.connections.end(), [&](const Connection& c) {
    return c.handshake != model::Handshake::none && c.handshake != model::Handshake::crossed && c.number == end.connection;
  });
  return {world, static_cast<std::int8_t>(found - world.connections.begin()), static_cast<std::int8_t>(end.end)};
}
const model::View view_of(const model::World& world, const EndOfConnection& end) {
  return view_of(const_cast<model::World&>(world), end);
}

std::string show(const EndOfConnection& end) {
  std::string text = end.end == 0 ? "the end that connected" : "the end that was accepted";
  if (end.connection != 0) text += " of connection " + std::to_string(end.connection);
  return text;
}

}  // namespace socketcheck::properties
