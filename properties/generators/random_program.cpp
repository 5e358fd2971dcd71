#include "properties/generators/random_program.hpp"

#include <rapidcheck/gen/Create.h>
#include <rapidcheck/shrinkable/Create.h>

#include <cmath>

namespace socketcheck::properties {
namespace {

using model::Slot;

class Draw {
 public:
  explicit Draw(rc::Random random) : random_(random) {}

  std::uint64_t below(std::uint64_t bound) { return random_.next() % bound; }
  double unit() { return static_cast<double>(random_.next() >> 11) * 0x1.0p-53; }
  bool chance(double probability) { return unit() < probability; }
  template <class T>
  const T& one_of(const std::vector<T>& values) {
    return values[below(values.size())];
  }

 private:
  rc::Random random_;
};

// The weights of one program: each kind up to eight times as likely as usual, or as unlikely.
std::array<double, kinds_of_calls> vary(const Weights& weights, Draw& draw) {
  std::array<double, kinds_of_calls> sums{};
  double sum = 0;
  for (std::size_t kind = 0; kind < kinds_of_calls; ++kind) {
    if (weights[kind] > 0) sum += weights[kind] * std::exp2(6 * draw.unit() - 3);
    sums[kind] = sum;
  }
  return sums;
}

std::size_t choose(const std::array<double, kinds_of_calls>& sums, Draw& draw) {
  const double at = draw.unit() * sums.back();
  std::size_t kind = 0;
  while (kind + 1 < kinds_of_calls && sums[kind] <= at) ++kind;
  return kind;
}

// Half of the programs have at most ten calls, some have as many as the profile allows.
std::size_t draw_length(std::size_t longest, Draw& draw) {
  const std::size_t bound = draw.chance(0.5) ? std::min<std::size_t>(10, longest) : longest;
  return 1 + draw.below(bound);
}

struct Fill {
  const Profile& profile;
  const sut::Abilities& abilities;
  Draw& draw;
  Slot slot;

  std::uint32_t size(const std::vector<std::uint32_t>& sizes) {
    if (abilities.zero_length_calls && draw.chance(0.05)) return 0;
    return draw.one_of(sizes);
  }
  model::Operation operator()(model::Send) {
    return model::Send{slot, size(profile.send_sizes), !abilities.sigpipe || draw.chance(profile.flags),
                       draw.chance(profile.flags / 2)};
  }
  model::Operation operator()(model::Recv) {
    return model::Recv{slot, size(profile.recv_sizes), draw.chance(profile.flags), draw.chance(profile.flags / 2),
                       draw.chance(profile.flags / 2)};
  }
  model::Operation operator()(model::Shutdown) {
    constexpr model::Half halves[] = {model::Half::write, model::Half::write, model::Half::read, model::Half::both};
    return model::Shutdown{slot, halves[draw.below(4)]};
  }
  model::Operation operator()(model::SetLinger) {
    // A second is rare: such a close waits for the acknowledgement of its FIN, which may take 44 ms.
    if (draw.chance(0.03)) return model::SetLinger{slot, {true, 1}};
    constexpr model::Linger values[] = {{false, 0}, {true, 0}, {true, 0}, {false, 1}};
    return model::SetLinger{slot, values[draw.below(4)]};
  }
  model::Operation operator()(model::SetNoDelay) { return model::SetNoDelay{slot, draw.chance(0.5)}; }
  model::Operation operator()(model::Close) { return model::Close{slot}; }
  model::Operation operator()(model::Abort) { return model::Abort{slot}; }
  model::Operation operator()(model::Poll) { return model::Poll{slot}; }
  model::Operation operator()(model::GetError) { return model::GetError{slot}; }
  model::Operation operator()(model::GetLinger) { return model::GetLinger{slot}; }
  model::Operation operator()(model::GetNoDelay) { return model::GetNoDelay{slot}; }
  model::Operation operator()(model::GetSockName) { return model::GetSockName{slot}; }
  model::Operation operator()(model::GetPeerName) { return model::GetPeerName{slot}; }
  model::Operation operator()(model::UnreadBytes) { return model::UnreadBytes{slot}; }
  model::Operation operator()(model::TcpInfo) { return model::TcpInfo{slot}; }
};

// The operation of that kind with its defaults; Fill draws the rest.
template <std::size_t... kinds>
model::Operation of_kind(std::size_t kind, std::index_sequence<kinds...>) {
  model::Operation operation;
  ((kinds == kind ? (operation = std::variant_alternative_t<kinds, model::Operation>{}, 0) : 0), ...);
  return operation;
}

model::Operation draw_call(std::size_t kind, Fill fill) {
  return std::visit(fill, of_kind(kind, std::make_index_sequence<kinds_of_calls>{}));
}

bool closes(const model::Operation& operation) {
  return std::holds_alternative<model::Close>(operation) || std::holds_alternative<model::Abort>(operation);
}

std::uint64_t hash(std::string_view text, std::uint64_t value) {
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return value;
}

}  // namespace

model::Program draw_program(const Profile& profile, const sut::Abilities& abilities, rc::Random random) {
  Draw draw(random);
  const auto sums = vary(profile.weights, draw);
  const double at_a = draw.chance(0.5) ? 0.5 : draw.unit();  // how often the call is on a
  const std::size_t length = draw_length(profile.longest, draw);
  std::array<bool, 2> open = {true, true};

  model::Program program;
  program.calls.reserve(length + 2 * profile.reads_at_the_end);
  while (program.calls.size() < length && (open[0] || open[1])) {
    std::size_t end = draw.chance(at_a) ? 0 : 1;
    if (!open[end]) end = 1 - end;
    const model::Operation call = draw_call(choose(sums, draw), {profile, abilities, draw, static_cast<Slot>(end)});
    if (closes(call)) open[end] = false;
    program.calls.push_back(call);
  }
  for (std::size_t i = 0; i < profile.reads_at_the_end; ++i)
    for (std::size_t end = 0; end < 2; ++end)
      if (open[end]) program.calls.push_back(model::Recv{.slot = static_cast<Slot>(end), .size = 1u << 18});
  return program;
}

rc::Gen<model::Program> programs(const Profile& profile, const sut::Abilities& abilities) {
  return [profile, abilities](const rc::Random& random, int) {
    return rc::shrinkable::just(draw_program(profile, abilities, random));
  };
}

rc::Random random_for(std::uint64_t seed, std::string_view property, std::string_view stack, std::uint64_t number) {
  return rc::Random(hash(stack, hash(property, seed * 0x9e3779b97f4a7c15u + number)));
}

}  // namespace socketcheck::properties
