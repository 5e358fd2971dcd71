#include "properties/generators/possible.hpp"

namespace socketcheck::properties {

bool has_other_flags(const model::Operation& call) {
  const auto* send = std::get_if<model::Send>(&call);
  return send != nullptr && (send->more || send->urgent || send->buffers > 0);
}

model::Program possible_for(model::Program program, const sut::Abilities& abilities) {
  std::erase_if(program.calls, [&](model::Operation& call) {
    auto* send = std::get_if<model::Send>(&call);
    if (send != nullptr && !abilities.sigpipe) send->no_signal = true;
    const auto* recv = std::get_if<model::Recv>(&call);
    const bool is_empty = (send != nullptr && send->size == 0) || (recv != nullptr && recv->size == 0);
    return (is_empty && !abilities.zero_length_calls) || (has_other_flags(call) && !abilities.other_flags);
  });
  return program;
}

}  // namespace socketcheck::properties
