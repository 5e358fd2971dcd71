#include "properties/difference/programs.hpp"

#include <algorithm>
#include <optional>

#include "properties/generators/enumerate.hpp"
#include "properties/generators/possible.hpp"
#include "properties/generators/random_program.hpp"

namespace socketcheck::properties {

// The examples of a property, then its random programs; or all the short ones.
class ProgramSourceByTurns::OfProperty {
 public:
  OfProperty(const Property& property, const sut::Abilities& abilities, const std::string& stack, std::uint64_t seed)
      : property_(property), abilities_(abilities), stack_(stack), seed_(seed) {
    if (property.exhaustive_depth > 0) enumeration_.emplace(*property.alphabet, property.exhaustive_depth, !abilities.sigpipe);
  }

  // Empty: there are no more.
  std::optional<model::Program> next() {
    if (enumeration_) {
      const model::Program* program = enumeration_->next();
      return program == nullptr ? std::nullopt : std::optional(comparable(*program));
    }
    if (property_.examples != nullptr && example_ < property_.examples().size())
      return comparable(possible_for(property_.examples()[example_++], abilities_));
    return comparable(draw_program(property_.profile, abilities_, random_for(seed_, property_.name, stack_, number_++)));
  }

 private:
  // Whether the name is one at every address: how many there are is the family's matter.
  static bool is_at_every_address(const model::Operation& call) {
    const auto* bind = std::get_if<model::Bind>(&call);
    const auto* connect = std::get_if<model::Connect>(&call);
    return (bind != nullptr && bind->any) || (connect != nullptr && connect->any);
  }
  // Which of several listeners gets a connection is a stack's free choice each time.
  static bool lets_several_listen(const model::SetOption& set) { return set.option == model::Option::reuse_port; }

  // Without a model nobody knows what was held back, when urgent data came, or what small buffers take.
  static model::Program comparable(model::Program program) {
    std::erase_if(program.calls, [](const model::Operation& call) {
      if (is_at_every_address(call)) return true;
      const auto* set = std::get_if<model::SetOption>(&call);
      const auto* get = std::get_if<model::GetOption>(&call);
      return has_other_flags(call) || std::holds_alternative<model::RecvUrgent>(call) ||
             std::holds_alternative<model::UnacknowledgedBytes>(call) || (set != nullptr && (!model::is_switch(set->option) || lets_several_listen(*set))) ||
             (get != nullptr && !model::is_switch(get->option));
    });
    return program;
  }

  const Property& property_;
  sut::Abilities abilities_;
  std::string stack_;
  std::uint64_t seed_;
  std::optional<Enumeration> enumeration_;
  std::size_t example_ = 0;
  std::uint64_t number_ = 0;
};

namespace {

bool is_about_other_flags(const Property& property) {
  if (property.alphabet == nullptr) return false;
  return std::any_of(property.alphabet->calls.begin(), property.alphabet->calls.end(), has_other_flags);
}

}  // namespace

ProgramSourceByTurns::ProgramSourceByTurns(const sut::Abilities& abilities, std::string stack, std::uint64_t seed) {
  for (const Property& property : all_properties())
    if (property.transport() == model::Transport::stream && !property.needs_the_wire && !is_about_other_flags(property) && (abilities.fresh_sockets || !needs_fresh_sockets(property)))
      properties_.push_back(std::make_unique<OfProperty>(property, abilities, stack, seed));
}

ProgramSourceByTurns::~ProgramSourceByTurns() = default;

// Random programs never end, so there is always one.
model::Program ProgramSourceByTurns::next() {
  for (;;) {
    turn_ %= properties_.size();
    if (auto program = properties_[turn_]->next()) {
      ++turn_;
      return *program;
    }
    properties_.erase(properties_.begin() + static_cast<std::ptrdiff_t>(turn_));
  }
}

}  // namespace socketcheck::properties
