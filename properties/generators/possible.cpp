#include "properties/generators/possible.hpp"

namespace socketcheck::properties {

model::Program possible_for(model::Program program, const sut::Abilities& abilities) {
  std::erase_if(program.calls, [&](model::Operation& call) {
    auto* send = std::get_if<model::Send>(&call);
    if (send != nullptr && !abilities.sigpipe) send->no_signal = true;
    const auto* recv = std::get_if<model::Recv>(&call);
    const bool is_empty = (send != nullptr && send->size == 0) || (recv != nullptr && recv->size == 0);
    return is_empty && !abilities.zero_length_calls;
  });
  return program;
}

}  // namespace socketcheck::properties
