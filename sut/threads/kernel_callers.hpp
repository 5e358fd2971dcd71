// The blocking calls of a stack whose sockets are descriptors. A descriptor is non-blocking but for the moment in which the
// call begins: a call looks at O_NONBLOCK when it is made.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "sut/callers.hpp"
#include "sut/kernel/family.hpp"
#include "sut/threads/limited_calls.hpp"

namespace socketcheck::sut {

class KernelCallers : public Callers {
 public:
  KernelCallers(LimitedCalls& calls, std::shared_ptr<Calls> direct, std::shared_ptr<Board> board);

  // Which descriptor a slot holds; asked when a call begins.
  void set_descriptors(std::function<int(model::Slot)> descriptor_of) { descriptor_of_ = std::move(descriptor_of); }
  // What becomes of a descriptor that accept has returned, and of the address that it came from; the accept's answer.
  void set_accepted(std::function<model::Answer(model::Slot made, int fd, const Address& from)> accepted) { accepted_ = std::move(accepted); }

  // Where a connect leads, and what is kept of it: `error` is EINPROGRESS once its SYN is sent, then what it has returned. The
  // descriptor is the one that it was given, which may have been closed since.
  struct Connecting {
    std::function<std::optional<Address>(const model::Connect&)> target;
    std::function<void(const model::Connect&, int fd, const Address& target, int error)> has_come_to;
  };
  void set_connecting(Connecting connecting) { connecting_ = std::move(connecting); }

  std::string why_none() const override { return Worker::why_none(); }
  void begin(int number, const model::Begin& call, std::span<const std::byte> data) override;
  State state(int number) override;
  model::Answer take(int number) override;
  std::span<const std::byte> received(int number) const override;
  void interrupt(int number) override;
  void wait(Milliseconds at_most) override;
  void limit_others(Milliseconds limit) override { calls_.set_limit(limit); }

  // Ends every call that is out, by a signal; one that does not end is left behind with its thread.
  void abandon();
  // The descriptor is one that a call which is out was given.
  bool is_in_use(int fd) const;

 private:
  struct Job;  // what a call needs and leaves; the thread's as well
  struct Out {
    std::unique_ptr<Worker> worker;
    std::shared_ptr<Job> job;  // nullptr: no call is out
    bool has_begun = false;    // its descriptor is non-blocking again
    bool sent_syn = false;     // and that is noted
  };
  Out& out(int number) { return out_[static_cast<std::size_t>(number)]; }
  void has_begun(Out& out);
  void note_syn(Out& out, int error);
  bool some_connect_goes_on();
  static model::Connect asked_of(const Out& out);
  bool some_go_on();

  LimitedCalls& calls_;
  std::shared_ptr<Calls> direct_;
  std::shared_ptr<Board> board_;
  std::function<int(model::Slot)> descriptor_of_;
  std::function<model::Answer(model::Slot, int, const Address&)> accepted_;
  Connecting connecting_;
  std::array<Out, model::most_calls_out> out_;
};

}  // namespace socketcheck::sut
