// A statement about a whole trace that needs no model and that the model can't excuse.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/operations.hpp"

namespace socketcheck::properties {

class Invariant {
 public:
  virtual ~Invariant() = default;
  virtual std::string_view id() const = 0;
  virtual std::string_view source() const = 0;
  virtual std::string_view expected() const = 0;
  // A new program starts with a connected pair.
  virtual void begin() = 0;
  // True if the statement still holds after this call.
  virtual bool holds_after(const model::Operation& operation, const model::Answer& seen) = 0;
};

}  // namespace socketcheck::properties
