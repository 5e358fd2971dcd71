// Plays a program on the model alone, so that the calls that are drawn next fit what has become of the sockets.
#pragma once

#include <vector>

#include "model/datagrams/view.hpp"
#include "model/explain.hpp"
#include "model/program.hpp"

namespace socketcheck::properties {

class Rehearsal {
 public:
  // The rules are those of the flavour `linux`; a stack that answers otherwise gets less fitting calls, that is all.
  explicit Rehearsal(const model::Start& start);

  const model::World& world() const { return worlds_.front(); }
  // The call answers the first thing that it may, as many bytes as possible, and everything arrives.
  void play(const model::Operation& call);

  // The occupied slots for whose socket `condition` holds.
  std::vector<model::Slot> slots(bool (*condition)(const model::View&)) const;
  // The same of a program about datagrams.
  std::vector<model::Slot> slots(bool (*condition)(const model::datagrams::View&)) const;
  std::vector<model::Slot> occupied_slots() const;
  // The first slot that is empty; empty: there is none.
  std::optional<model::Slot> empty_slot() const;

 private:
  const model::Book& book_;
  model::Worlds worlds_;
};

}  // namespace socketcheck::properties
