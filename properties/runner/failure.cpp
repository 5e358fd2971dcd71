#include "properties/runner/failure.hpp"

namespace socketcheck::properties {

std::string Failure::signature() const {
  return rule() + " / " + std::to_string(static_cast<int>(kind)) + " / " + (kind == FailureKind::bytes ? "" : seen);
}

}  // namespace socketcheck::properties
