// Segments that no end has sent, and changed copies of those that one has.
#pragma once

#include <optional>

#include "model/operations/on_wire.hpp"
#include "sut/wire/flows.hpp"

namespace socketcheck::sut {

void change(Frame& frame, model::Change change);

// As if the end of `own` had sent it to the end of `other`; empty: there is no place for it now.
std::optional<Frame> forge(const FlowState& own, const FlowState& other, model::Forgery forgery);

// What an ICMP error for the end of `sender` quotes: the first octet that it has sent and nobody has acknowledged.
Frame quoted_by(const FlowState& sender, model::Forgery forgery);

}  // namespace socketcheck::sut
