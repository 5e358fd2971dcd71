#include "sut/faulty/faulty_datagrams.hpp"

namespace socketcheck::sut {

const std::vector<StackEntry>& faulty_datagrams() {
  static const std::vector<StackEntry> stacks;
  return stacks;
}

}  // namespace socketcheck::sut
