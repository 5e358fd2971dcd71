// A random program that is drawn call by call while the model rehearses it, so that each call fits what has become of the sockets.
#pragma once

#include <array>
#include <vector>

#include "properties/generators/draw_call.hpp"
#include "properties/generators/rehearsal.hpp"

namespace socketcheck::properties {

class RehearsedProgram {
 public:
  virtual ~RehearsedProgram() = default;
  RehearsedProgram(const RehearsedProgram&) = delete;
  RehearsedProgram& operator=(const RehearsedProgram&) = delete;

  model::Program draw();

 protected:
  // What is drawn once for the whole program.
  struct Theme {
    std::array<double, kinds_of_calls> sums;  // as vary() makes them
    model::Option favourite;
    model::Start start;
  };
  // `fitting`: how often a call is made on a socket that is fit for it. The profile, abilities and draw must outlive it.
  RehearsedProgram(const Profile& profile, const sut::Abilities& abilities, Draw& draw, Theme theme, double fitting);

  // The slots on whose sockets a call of this kind does what it is for.
  virtual std::vector<model::Slot> fit_slots(std::size_t kind) const = 0;
  // Makes a call that was drawn blindly fit the world; does nothing unless overridden.
  virtual void adapt(model::Operation&) {}

  const Rehearsal& rehearsal() const { return rehearsal_; }
  // Draws as draw() does.
  Draw& random() { return draw_; }

 private:
  void add(const model::Operation& call);
  model::Operation draw_next();
  model::Slot slot_for(std::size_t kind, const std::vector<model::Slot>& slots);

  const Profile& profile_;
  const sut::Abilities& abilities_;
  Draw& draw_;
  Theme theme_;
  double fitting_;
  model::Program program_;
  Rehearsal rehearsal_;
};

}  // namespace socketcheck::properties
