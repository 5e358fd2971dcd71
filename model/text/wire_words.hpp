// The words of the operations on the wire, for those who write them and those who read them.
#pragma once

#include <string_view>

#include "model/operations/on_wire.hpp"

namespace socketcheck::model {

struct WireActionWord {
  WireAction action;
  std::string_view word;  // the function's name
};
inline constexpr WireActionWord wire_actions[] = {
    {WireAction::hold, "hold"},           {WireAction::release, "release"},
    {WireAction::deliver_all, "deliver"}, {WireAction::deliver, "deliver"},
    {WireAction::deliver_old, "deliver_old"}, {WireAction::drop, "drop"},
    {WireAction::duplicate, "duplicate"}, {WireAction::swap, "swap"},
    {WireAction::await, "retransmission"}, {WireAction::inject, "inject"}};

struct ChangeWord {
  Change change;
  std::string_view word;
};
inline constexpr ChangeWord changes[] = {{Change::checksum, "BAD_CHECKSUM"}, {Change::sequence, "OTHER_SEQUENCE"},
                                         {Change::without_fin, "WITHOUT_FIN"}, {Change::with_reset, "WITH_RST"},
                                         {Change::with_syn, "WITH_SYN"}};

struct ForgeryWord {
  Forgery forgery;
  std::string_view word;
};
inline constexpr ForgeryWord forgeries[] = {
    {Forgery::reset_at_next, "RST_AT_NEXT"}, {Forgery::reset_in_window, "RST_IN_WINDOW"},
    {Forgery::reset_outside, "RST_OUTSIDE"}, {Forgery::syn, "SYN"},
    {Forgery::ack_of_unsent, "ACK_OF_UNSENT"}, {Forgery::blind_data, "BLIND_DATA"},
    {Forgery::data_after_fin, "DATA_AFTER_FIN"}, {Forgery::host_unreachable, "HOST_UNREACHABLE"},
    {Forgery::port_unreachable, "PORT_UNREACHABLE"}, {Forgery::unreachable_elsewhere, "UNREACHABLE_ELSEWHERE"}};

}  // namespace socketcheck::model
