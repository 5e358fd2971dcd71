// Which lane of a ladder diagram an end of a connection has, while worlds change and records are used again.
#pragma once

#include <array>
#include <vector>

#include "model/world/view.hpp"
#include "properties/report/ladder/chart.hpp"

namespace socketcheck::properties::ladder {

class Lanes {
 public:
  Lanes();

  // Follows the world from one moment to the next: new sockets get lanes, closed ones leave theirs to their ends.
  void follow(const model::World& before, const model::World& after);

  int of_socket(std::int8_t socket) const { return sockets_[static_cast<std::size_t>(socket)]; }
  int of_slot(const model::World& world, model::Slot slot) const;
  // no_lane: the end was never anybody's.
  int of_end(const model::World& world, std::size_t connection, int end) const;
  // False: the lane is that of a socket which has left this end behind.
  bool is_of_end(const model::World& world, std::size_t connection, int end) const;
  // The end of the same socket or orphan as before; an end that has no lane gets one.
  int need(const model::World& world, std::size_t connection, int end);

  const std::vector<Lane>& all() const { return lanes_; }

 private:
  int add(std::string name);
  void leave_lanes_of_closed(const model::World& before, const model::World& after);
  void leave_ends_of_moved(const model::World& before, const model::World& after);
  void add_new(const model::World& after);
  void name_accepted(const model::World& after);

  std::array<int, model::most_sockets> sockets_;
  std::array<std::array<int, 2>, model::most_connections> ends_;
  std::vector<Lane> lanes_;
};

}  // namespace socketcheck::properties::ladder
