// Which calls are simpler than others.
#include <algorithm>

#include "properties/runner/shrink.hpp"

namespace socketcheck::properties {
namespace {

using model::Half;
using model::Operation;
using model::Slot;
using Operations = std::vector<Operation>;

// The smallest sizes first, then ever smaller steps back: taken again and again they search by halving.
std::vector<std::uint32_t> simpler_sizes(std::uint32_t size) {
  if (size == 0) return {1};
  std::vector<std::uint32_t> sizes;
  for (const std::uint32_t small : {1u, 2u})
    if (small < size) sizes.push_back(small);
  for (std::uint32_t step = 1u << 19; step > 0; step /= 2)
    if (step < size && size - step > 2) sizes.push_back(size - step);
  return sizes;
}

template <class Op>
void add_without_flag(Operations& out, Op op, bool Op::*flag) {
  if (!(op.*flag)) return;
  op.*flag = false;
  out.push_back(op);
}

template <class Op>
void add_with_simpler_sizes(Operations& out, Op op) {
  for (const auto size : simpler_sizes(op.size)) {
    op.size = size;
    out.push_back(op);
  }
}

// None at all is the plain call.
template <class Op>
void add_with_fewer_buffers(Operations& out, Op op) {
  for (std::uint8_t buffers = 0; buffers < 3; ++buffers) {
    if (buffers >= op.buffers) return;
    Op fewer = op;
    fewer.buffers = buffers;
    out.push_back(fewer);
  }
}

struct Simpler {
  template <class Op>
  Operations operator()(const Op&) const {
    return {};
  }
  Operations operator()(const model::Send& op) const {
    Operations out;
    add_without_flag(out, op, &model::Send::no_signal);
    add_without_flag(out, op, &model::Send::dont_wait);
    add_without_flag(out, op, &model::Send::more);
    add_without_flag(out, op, &model::Send::urgent);
    add_with_fewer_buffers(out, op);
    add_with_simpler_sizes(out, op);
    return out;
  }
  Operations operator()(const model::Recv& op) const {
    Operations out;
    add_without_flag(out, op, &model::Recv::peek);
    add_without_flag(out, op, &model::Recv::truncate);
    add_without_flag(out, op, &model::Recv::dont_wait);
    add_without_flag(out, op, &model::Recv::wait_all);
    add_with_fewer_buffers(out, op);
    add_with_simpler_sizes(out, op);
    return out;
  }
  Operations operator()(const model::RecvUrgent& op) const {
    Operations out;
    add_without_flag(out, op, &model::RecvUrgent::peek);
    add_with_simpler_sizes(out, op);
    return out;
  }
  Operations operator()(const model::SetOption& op) const {
    Operations out;
    for (const std::uint32_t value : {0u, 1u, 2u})
      if (value < op.value) out.push_back(model::SetOption{op.slot, op.option, value});
    return out;
  }
  Operations operator()(const model::Begin& op) const {
    Operations out;
    if (op.call == model::Waiting::recv) add_with_simpler_sizes(out, op);
    return op.call == model::Waiting::accept ? with_earlier_slots(op) : out;
  }
  Operations operator()(const model::Shutdown& op) const {
    if (op.half != Half::both) return {};
    return {model::Shutdown{op.slot, Half::write}, model::Shutdown{op.slot, Half::read}};
  }
  Operations operator()(const model::Listen& op) const {
    if (op.backlog == 0) return {};
    Operations out = {model::Listen{op.slot, 0}};
    if (op.backlog > 1) out.push_back(model::Listen{op.slot, 1});
    return out;
  }
  Operations operator()(const model::Bind& op) const {
    Operations out;
    if (op.any) out.push_back(model::Bind{op.slot, op.place});
    if (op.place == model::Place::p) return out;
    out.push_back(model::Bind{op.slot, model::Place::p, op.any});
    if (op.place == model::Place::none) out.push_back(model::Bind{op.slot, model::Place::q});
    return out;
  }
  Operations operator()(const model::Connect& op) const {
    Operations out;
    if (op.any) out.push_back(model::Connect{op.slot, op.place});
    if (op.place != model::Place::p) out.push_back(model::Connect{op.slot, model::Place::p, Slot::a, op.any});
    return out;
  }
  Operations operator()(const model::SendTo& op) const {
    Operations out;
    add_with_simpler_sizes(out, op);
    for (const model::Place place : {model::Place::p, model::Place::q}) {
      if (op.place == place) break;
      out.push_back(model::SendTo{.slot = op.slot, .size = op.size, .place = place});
    }
    return out;
  }
  Operations operator()(const model::RecvFrom& op) const {
    Operations out = {model::Recv{.slot = op.slot, .size = op.size, .peek = op.peek, .truncate = op.truncate}};
    add_without_flag(out, op, &model::RecvFrom::peek);
    add_without_flag(out, op, &model::RecvFrom::truncate);
    add_with_simpler_sizes(out, op);
    return out;
  }
  Operations operator()(const model::ConnectToPortZero& op) const { return {model::Connect{op.slot, model::Place::p}}; }
  // The first free letters are the simplest.
  template <class Op>
  static Operations with_earlier_slots(Op op) {
    Operations out;
    for (Slot slot = Slot::a; slot < op.made; slot = static_cast<Slot>(static_cast<int>(slot) + 1)) {
      Op earlier = op;
      earlier.made = slot;
      out.push_back(earlier);
    }
    return out;
  }
  Operations operator()(const model::Accept& op) const { return with_earlier_slots(op); }
  Operations operator()(const model::Dup& op) const { return with_earlier_slots(op); }
  Operations operator()(const model::SetLinger& op) const {
    if (op.linger.seconds == 0) return {};
    return {model::SetLinger{op.slot, {op.linger.on, 0}}};
  }
};

// The order in which calls count as simple.
Operations calls_by_simplicity() {
  Operations calls;
  for (const Slot slot : {Slot::a, Slot::b}) {
    calls.push_back(model::Send{.slot = slot});
    calls.push_back(model::Recv{.slot = slot});
  }
  for (const Slot slot : {Slot::a, Slot::b}) calls.push_back(model::Close{slot});
  for (const Half half : {Half::write, Half::read, Half::both})
    for (const Slot slot : {Slot::a, Slot::b}) calls.push_back(model::Shutdown{slot, half});
  for (const Slot slot : {Slot::a, Slot::b}) calls.push_back(model::Abort{slot});
  return calls;
}

bool same_kind(const Operation& left, const Operation& right) {
  if (left.index() != right.index() || model::slot_of(left) != model::slot_of(right)) return false;
  const auto* shutdown = std::get_if<model::Shutdown>(&left);
  return shutdown == nullptr || shutdown->half == std::get<model::Shutdown>(right).half;
}

}  // namespace

Operations once_on_the_wire() {
  Operations all;
  for (const Slot slot : {Slot::a, Slot::b}) all.push_back(model::OnWire{.slot = slot, .action = model::WireAction::deliver_old});
  for (int forgery = 0; forgery <= static_cast<int>(model::Forgery::data_after_fin); ++forgery)
    for (const Slot slot : {Slot::a, Slot::b})
      all.push_back(model::OnWire{.slot = slot, .action = model::WireAction::inject, .forgery = static_cast<model::Forgery>(forgery)});
  return all;
}

Operations simpler(const Operation& operation) { return std::visit(Simpler{}, operation); }

Operations simpler_calls(const Operation& operation) {
  static const Operations all = calls_by_simplicity();
  const auto own = std::find_if(all.begin(), all.end(), [&](const Operation& o) { return same_kind(o, operation); });
  return {all.begin(), own};
}

}  // namespace socketcheck::properties
