#include "properties/report/ladder/stories.hpp"

#include <algorithm>

#include "model/arrivals/one_arrival.hpp"
#include "model/explain.hpp"
#include "model/text/show.hpp"

namespace socketcheck::properties::ladder {

using model::World;

namespace {

constexpr std::size_t most_stories = 256;

}  // namespace

bool Stories::go_on(const model::Operation& call, const model::Answer& answer, std::size_t number, bool owed) {
  std::vector<Story> before;
  for (const Story& story : all_) {
    model::Worlds possible;
    model::with_late_arrivals(*book_, story.world(), possible);
    for (const World& world : possible) before.emplace_back(story).go_on(world);
  }
  std::vector<Story> after;
  for (const Story& story : before) {
    model::Worlds worlds;
    model::explain(*book_, {story.world()}, call, answer, worlds);
    for (const World& world : worlds) {
      after.emplace_back(story).call(call, model::show(call, answer), number, world);
      if (owed) after.back().everything_is_owed();
      settle(after, number - 1);  // 0: the clean-up comes behind all calls
    }
    if (after.size() >= most_stories) break;
  }
  if (after.empty()) {
    for (Story& story : all_) add_unexplained(story, call, answer, number);
    return false;
  }
  keep_one_of_each_world(after);
  return true;
}

// The last story, segment by segment; further outcomes become further stories.
void Stories::settle(std::vector<Story>& stories, std::size_t call) {
  for (std::size_t i = stories.size() - 1; i < stories.size(); ++i)
    for (;;) {
      stories[i].acknowledge_fins(late_, call);
      World next = stories[i].world();
      model::Worlds more;
      if (!model::let_one_arrive(*book_, next, more)) break;
      for (const World& other : more) {
        Story branch = stories[i];
        branch.go_on(other);
        stories.push_back(std::move(branch));
      }
      stories[i].go_on(next);
    }
}

void Stories::keep_one_of_each_world(std::vector<Story>& stories) {
  all_.clear();
  for (Story& story : stories)
    if (std::none_of(all_.begin(), all_.end(), [&](const Story& kept) { return kept.world() == story.world(); }))
      all_.push_back(std::move(story));
}

void Stories::note_late_acks(const model::Operation& call, const model::Answer& answer, LateAcks& late,
                             std::size_t number) {
  if (!std::holds_alternative<model::TcpInfo>(call) ||
      answer.value != static_cast<std::int64_t>(model::State::fin_wait_1))
    return;
  for (const Story& story : all_) {
    const model::View view = model::View::of(story.world(), model::slot_of(call));
    const EndKey end{static_cast<std::size_t>(view.connection_number()), view.end_number()};
    if (story.state_of(end.first, end.second) == model::State::fin_wait_2) late[end] = number;
  }
}

// Never with the answers of a run that the same rules have judged.
void Stories::add_unexplained(Story& story, const model::Operation& call, const model::Answer& answer,
                              std::size_t number) {
  Row row{.kind = Kind::call,
          .lane = story.lane_of(model::slot_of(call)),
          .number = number,
          .text = model::show(call),
          .answer = model::show(call, answer)};
  row.broken = true;
  for (const auto& allowed : model::allowed_answers(*book_, {story.world()}, call)) {
    const auto& text = book_->row(allowed.row);
    row.allowed.push_back(
        {model::show(allowed.allowed), std::string(text.id), std::string(text.source), allowed.allowed});
  }
  story.add(row);
}

}  // namespace socketcheck::properties::ladder
