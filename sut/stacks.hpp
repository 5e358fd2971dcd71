// Every stack that this build can test: the one list to which a new one is added.
#pragma once

#include <memory>
#include <string_view>
#include <variant>
#include <vector>

#include "sut/stack.hpp"

namespace socketcheck::sut {

struct StackEntry {
  std::string_view name;         // linux-tcp4
  std::string_view description;  // one line for `socketcheck list stacks`
  std::string_view flavour;      // the rules it is checked against unless told otherwise
  bool by_default = false;       // part of a check that names no stack
  std::unique_ptr<Stack> (*make)() = nullptr;
  model::Transport transport = model::Transport::stream;
};

const std::vector<StackEntry>& all_stacks();
// Planted faults and oddities as well, kind by kind.
const std::vector<const std::vector<StackEntry>*>& all_kinds_of_stacks();
// nullptr: there is no such stack. Finds planted faults and oddities, too.
const StackEntry* find_stack(std::string_view name);

}  // namespace socketcheck::sut
