#include "a_wire.hpp"

#include "sut/wire/wire_stack.hpp"

namespace socketcheck::tests {

using namespace model;

const std::string& why_no_wire() {
  static const std::string why = [] {
    sut::WireStack stack(sut::Family::ipv4);
    const auto problem = stack.begin(StartPair{});
    stack.abandon();
    return problem ? problem->reason : std::string();
  }();
  return why;
}

const properties::Alphabet& alphabet_of_the_wire() {
  static const properties::Alphabet alphabet = [] {
    properties::Alphabet made{.name = "wire", .start = StartPair{}};
    for (const Slot slot : {Slot::a, Slot::b}) {
      made.calls.push_back(Send{.slot = slot, .size = 2});
      made.calls.push_back(Close{slot});
      made.calls.push_back(Shutdown{slot, Half::write});
      made.calls.push_back(Abort{slot});
    }
    made.calls.push_back(OnWire{.action = WireAction::hold});
    for (const Slot slot : {Slot::a, Slot::b}) {
      for (const auto action : {WireAction::deliver, WireAction::deliver_old, WireAction::drop})
        made.calls.push_back(OnWire{.slot = slot, .action = action});
      for (int change = 1; change <= static_cast<int>(Change::with_syn); ++change)
        made.calls.push_back(OnWire{.slot = slot, .action = WireAction::deliver, .change = static_cast<Change>(change)});
      for (int forgery = 0; forgery < number_of_forgeries; ++forgery)
        made.calls.push_back(OnWire{.slot = slot, .action = WireAction::inject, .forgery = static_cast<Forgery>(forgery)});
    }
    return made;
  }();
  return alphabet;
}

}  // namespace socketcheck::tests
