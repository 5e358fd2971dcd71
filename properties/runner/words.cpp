// A runner's failures and steps in words.
#include "model/text/show.hpp"
#include "properties/runner/run.hpp"

namespace socketcheck::properties {
namespace {

AllowedLine line_for(const model::Book& book, model::RowNumber row, const model::Allowed& allowed) {
  const model::RowText& text = book.row(row);
  return {model::show(allowed), std::string(text.id), std::string(text.source)};
}

std::vector<AllowedLine> lines_for(const model::Book& book, const model::AllowedAnswers& answers) {
  std::vector<AllowedLine> lines;
  for (const model::AllowedAnswer& answer : answers) lines.push_back(line_for(book, answer.row, answer.allowed));
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

Failure Runner::failed_bytes(const model::Recv& recv, model::Position read, std::size_t wrong,
                             const model::Answer& seen) const {
  Failure failure = failed_answer(recv, seen);
  failure.kind = FailureKind::bytes;
  failure.seen += ", but byte " + std::to_string(read + wrong) + " of the stream is not the one that was sent";
  for (AllowedLine& line : failure.allowed) line.answer += ", each byte as it was sent";
  return failure;
}

Failure Runner::failed_glance(const model::Glance& glance, bool after_deadline) const {
  Failure failure{.kind = FailureKind::glance, .step = step_};
  failure.after_deadline = after_deadline;
  failure.worlds_before = model::show(worlds_.front());
  failure.possible_worlds = settled_.size();
  for (const model::World& world : settled_) {
    const auto wrong = model::mismatch(book_, glance, world);
    if (!wrong) continue;
    const model::Operation look = wrong->part == model::Mismatch::Part::events ? model::Operation(model::Poll{wrong->slot})
                                  : wrong->part == model::Mismatch::Part::unread
                                      ? model::Operation(model::UnreadBytes{wrong->slot})
                                      : model::Operation(model::TcpInfo{wrong->slot});
    if (failure.allowed.empty()) {
      failure.subject = model::show(look);
      failure.seen = model::show(look, wrong->seen);
    }
    failure.allowed.push_back(line_for(book_, wrong->row, wrong->allowed));
  }
  return failure;
}

void Runner::note_step(const model::Operation& operation, const model::Answer& seen) {
  if (steps_ == nullptr) return;
  Step step;
  step.call = model::show(operation);
  step.seen = model::show(operation, seen);
  step.allowed = lines_for(book_, model::allowed_answers(book_, worlds_, operation));
  steps_->push_back(step);
}

}  // namespace socketcheck::properties
