// A runner's failures and steps in words.
#include <algorithm>
#include <bit>

#include "model/text/show.hpp"
#include "properties/runner/descriptors.hpp"
#include "properties/runner/run.hpp"
#include "sut/wire.hpp"

namespace socketcheck::properties {
namespace {

AllowedLine line_for(const model::Book& book, model::RowNumber row, const model::Allowed& allowed) {
  const model::RowText& text = book.row(row);
  return {model::show(allowed), std::string(text.id), std::string(text.source), allowed};
}

void add_once(std::vector<AllowedLine>& lines, const AllowedLine& line) {
  const auto same = [&](const AllowedLine& other) { return other.answer == line.answer && other.rule == line.rule; };
  if (std::none_of(lines.begin(), lines.end(), same)) lines.push_back(line);
}

// The call that the suite's look amounts to.
model::Operation look_of(const model::Mismatch& mismatch) {
  switch (mismatch.part) {
    case model::Mismatch::Part::events: return model::Poll{mismatch.slot};
    case model::Mismatch::Part::unread: return model::UnreadBytes{mismatch.slot};
    case model::Mismatch::Part::state: break;
  }
  return model::TcpInfo{mismatch.slot};
}

int distance(const model::Mismatch& mismatch) {
  if (mismatch.part != model::Mismatch::Part::events) return 1;
  const auto missing = static_cast<std::uint64_t>(mismatch.allowed.least & ~mismatch.seen.value);
  const auto excess = static_cast<std::uint64_t>(mismatch.seen.value & ~mismatch.allowed.most);
  return 1 + std::popcount(missing) + std::popcount(excess);
}

bool is_nearer(const std::vector<model::Mismatch>& left, const std::vector<model::Mismatch>& right) {
  const auto sum = [](const std::vector<model::Mismatch>& all) {
    int total = 0;
    for (const model::Mismatch& one : all) total += distance(one);
    return total;
  };
  return sum(left) < sum(right);
}

// By its slot, or by its end where it has none.
std::string writer_in_words(const model::World& world, const model::View& writer) {
  for (int i = 0; i < model::number_of_slots; ++i) {
    const auto slot = static_cast<model::Slot>(i);
    if (writer.has_socket() && world.socket_of(slot) == writer.own().socket) return {model::show(slot)};
  }
  return show(EndOfConnection{writer.connection().number, writer.end_number()});
}

std::vector<AllowedLine> lines_for(const model::Book& book, const model::AllowedAnswers& answers) {
  std::vector<AllowedLine> lines;
  for (const model::AllowedAnswer& answer : answers) add_once(lines, line_for(book, answer.row, answer.allowed));
  if (lines.empty()) lines.push_back({"nothing", "no rule", "this is a gap in the model, not a finding about the stack"});
  return lines;
}

}  // namespace

Failure Runner::failed_answer(const model::Operation& operation, const model::Answer& seen) const {
  Failure failure{.kind = FailureKind::answer, .step = step_};
  failure.seen = model::show(operation, seen);
  failure.allowed = lines_for(book_, model::allowed_answers(book_, worlds_, operation));
  failure.worlds_before = model::show(worlds_.front());
  failure.possible_worlds = worlds_.size();
  failure.after_deadline = may_be_called_again(operation, seen);
  return failure;
}

std::optional<Failure> Runner::check_invariant(const model::Operation& operation, const model::Answer& seen) const {
  if (invariant_ == nullptr || invariant_->holds_after(operation, seen)) return std::nullopt;
  Failure failure{.kind = FailureKind::invariant, .step = step_};
  failure.seen = model::show(operation, seen);
  failure.allowed.push_back({std::string(invariant_->expected()), std::string(invariant_->id()), std::string(invariant_->source())});
  failure.worlds_before = model::show(worlds_.front());
  failure.possible_worlds = worlds_.size();
  return failure;
}

Failure Runner::failed_bytes(const model::Operation& recv, model::Position first, std::size_t wrong,
                             const model::Answer& seen) const {
  Failure failure = failed_answer(recv, seen);
  failure.kind = FailureKind::bytes;
  failure.seen += ", but byte " + std::to_string(first + wrong) + " of the stream is not the one that was sent";
  for (AllowedLine& line : failure.allowed) line.answer += ", each byte as it was sent";
  return failure;
}

Failure Runner::failed_datagram(const model::Operation& operation, const model::TakenDatagram& taken, const model::Answer& seen) const {
  Failure failure = failed_answer(operation, seen);
  failure.kind = FailureKind::bytes;
  failure.seen += ", but these are not the bytes of datagram " + std::to_string(taken.number) + " of the program";
  for (AllowedLine& line : failure.allowed) line.answer += ", each byte as it was sent";
  return failure;
}

// The worlds that show most of what was seen speak; of several, all that speak of the same look.
Failure Runner::failed_glance(const model::Glance& glance, bool after_deadline) const {
  Failure failure{.kind = FailureKind::glance, .step = step_};
  failure.after_deadline = after_deadline;
  failure.owed = what_is_owed();
  failure.worlds_before = model::show(worlds_.front());
  failure.possible_worlds = possible_.size();
  std::vector<std::vector<model::Mismatch>> all;
  for (const model::World& world : possible_) all.push_back(model::mismatches(book_, glance, world));
  const auto nearest = std::min_element(all.begin(), all.end(), is_nearer)->front();
  const model::Operation look = look_of(nearest);
  failure.subject = model::show(look);
  failure.seen = model::show(look, nearest.seen);
  failure.allowed.push_back(line_for(book_, nearest.row, nearest.allowed));
  for (const auto& wrong : all)
    for (const model::Mismatch& one : wrong)
      if (wrong.size() == 1 && one.slot == nearest.slot && one.part == nearest.part)
        add_once(failure.allowed, line_for(book_, one.row, one.allowed));
  return failure;
}

// In the first world before anything had arrived.
std::string Runner::what_is_owed() const {
  if (next_.empty()) return {};
  const model::World& world = next_.front();
  std::string text;
  for (const model::Datagram& datagram : world.datagrams.datagrams)
    if (datagram.receiver == model::nobody) text = "a datagram of " + std::to_string(datagram.size) + (datagram.size == 1 ? " byte" : " bytes") + ", or the error that it brings";
  for (std::size_t c = 0; c < world.connections.size(); ++c) {
    const model::Connection& connection = world.connections[c];
    for (int writer = 0; writer < (connection.to_itself ? 1 : 2); ++writer) {
      const model::Direction& d = connection.directions[static_cast<std::size_t>(writer)];
      const std::string from = writer_in_words(world, model::View::at(world, c, writer));
      const auto add = [&](const std::string& what) { text += (text.empty() ? "" : ", ") + what + " of " + from; };
      if (writer == 0 && connection.handshake == model::Handshake::on_its_way) add("an answer to the SYN");
      if (d.is_prompt()) add("bytes");
      if (d.fin == model::Transit::in_flight && !d.severed) add("the FIN");
      if (d.reset == model::Transit::in_flight) add("the RST");
    }
  }
  return text;
}

std::optional<Failure> Runner::check_descriptors(int before) const {
  const int after = open_descriptors();
  if (before < 0 || after <= before) return std::nullopt;
  Failure failure{.kind = FailureKind::end, .step = step_};
  failure.subject = "the process's descriptors";
  failure.seen = std::to_string(after);
  failure.allowed.push_back({std::to_string(before) + ", as before the program", "books.descriptors",
                             "POSIX.1-2017 close() DESCRIPTION: the descriptor is deallocated"});
  return failure;
}

void Runner::note_step(const model::Operation& operation, const model::Answer& seen) {
  if (steps_ == nullptr) return;
  Step step;
  step.call = model::show(operation);
  step.seen = model::show(operation, seen);
  step.answer = seen;
  step.allowed = lines_for(book_, model::allowed_answers(book_, worlds_, operation));
  steps_->push_back(step);
}

// Only where the wire is the suite's.
void Runner::note_sightings() {
  if (steps_ == nullptr || steps_->empty() || stack_.wire() == nullptr) return;
  for (int connection = 0; connection < static_cast<int>(observers_.size()); ++connection) {
    sut::Sighting look{.kind = sut::Sighting::Kind::looked, .segment = {.connection = connection}};
    for (int end = 0; end < 2; ++end)
      look.states[static_cast<std::size_t>(end)] = stack_.end_state(connection, end).value_or(model::State::closed);
    sightings_.push_back(look);
  }
  Step& step = steps_->back();
  step.sightings.insert(step.sightings.end(), sightings_.begin(), sightings_.end());
  step.world = worlds_.front();
  sightings_.clear();
}

}  // namespace socketcheck::properties
