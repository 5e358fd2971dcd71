// Every story of a program that its answers allow: one for each world in which they may all have been given.
#pragma once

#include "model/rules/book.hpp"
#include "properties/report/ladder/story.hpp"

namespace socketcheck::properties::ladder {

class Stories {
 public:
  // Does not own the book.
  Stories(const model::Book& book, const model::World& start) : book_(&book), all_(1, Story(start)) {}

  const Story& first() const { return all_.front(); }
  std::vector<Story>& all() { return all_; }

  // Follows every world in which the call may be answered so. False: there is none, and the first row that says so is
  // added. `owed`: what follows from it need not have happened yet.
  bool go_on(const model::Operation& call, const model::Answer& answer, std::size_t number, bool owed);
  // In each of them: a state was seen, so the picture must not have let the acknowledgement arrive earlier.
  void note_late_acks(const model::Operation& call, const model::Answer& answer, LateAcks& late, std::size_t number);
  // Those that are known to come after a call.
  void set_late_acks(const LateAcks& late) { late_ = late; }

 private:
  void settle(std::vector<Story>& stories, std::size_t call);
  void keep_one_of_each_world(std::vector<Story>& stories);
  void add_unexplained(Story& story, const model::Operation& call, const model::Answer& answer, std::size_t number);

  const model::Book* book_;
  std::vector<Story> all_;
  LateAcks late_;
};

}  // namespace socketcheck::properties::ladder
