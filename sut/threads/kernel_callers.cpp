#include "sut/threads/kernel_callers.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <thread>
#include <utility>

#include "sut/kernel/errors.hpp"
#include "sut/kernel/sigpipe.hpp"

namespace socketcheck::sut {

struct KernelCallers::Job {
  std::shared_ptr<Calls> calls;
  model::Begin begin;
  int fd = -1;
  std::span<const std::byte> data;
  std::vector<std::byte> buffer;
  pollfd polled{};
  Address from;
  Address target;
  ssize_t result = -1;
  int error = 0;
  int sigpipes = 0;

  ssize_t make(const model::Recv& op) { return calls->recv(fd, buffer.data(), op.size, op.peek ? MSG_PEEK : 0); }
  ssize_t make(const model::Send& op) { return calls->send(fd, data.data(), data.size(), op.no_signal ? MSG_NOSIGNAL : 0); }
  ssize_t make(const model::Accept&) { return calls->accept(fd, from.raw(), &from.length); }
  ssize_t make(const model::Connect&) { return calls->connect(fd, target.raw(), target.length); }
  ssize_t make(const model::PollFor& op) {
    switch (op.by) {
      case model::Waiting::poll: break;
      case model::Waiting::select: return select();
      case model::Waiting::epoll: return wait_in_epoll(0);
      case model::Waiting::epoll_edge: return wait_in_epoll(EPOLLET);
    }
    return calls->poll(&polled, 1, -1);
  }

  // Leaves in polled.revents which of the three sets the descriptor is in.
  ssize_t select() {
    fd_set sets[3];
    constexpr short events[] = {POLLIN, POLLOUT, POLLPRI};
    fd_set* asked[3] = {};
    for (std::size_t i = 0; i < 3; ++i) {
      FD_ZERO(&sets[i]);
      FD_SET(fd, &sets[i]);
      if ((polled.events & events[i]) != 0) asked[i] = &sets[i];
    }
    const int ready = calls->select(fd + 1, asked[0], asked[1], asked[2], nullptr);
    for (std::size_t i = 0; i < 3 && ready >= 0; ++i)
      if (asked[i] != nullptr && FD_ISSET(fd, asked[i])) polled.revents = static_cast<short>(polled.revents | events[i]);
    return ready;
  }

  // The bits of epoll(7) are poll's.
  ssize_t wait_in_epoll(std::uint32_t how) {
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    epoll_event event{};
    event.events = static_cast<std::uint32_t>(polled.events) | how;
    if (::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0) return -1;
    const int ready = calls->epoll_wait(epoll, &event, 1, -1);
    const int failed_with = errno;
    if (ready > 0) polled.revents = static_cast<short>(event.events);
    ::close(epoll);
    errno = failed_with;
    return ready;
  }

  void run() {
    const int before = sigpipes_so_far();
    result = std::visit([this](const auto& op) { return make(op); }, begin.call);
    error = errno;
    sigpipes = sigpipes_so_far() - before;
  }
};

namespace {

short poll_events(std::int64_t events) {
  int system = 0;
  for (const int bit : {POLLIN, POLLPRI, POLLOUT, POLLRDHUP})
    if ((events_of(static_cast<short>(bit)) & events) != 0) system |= bit;
  return static_cast<short>(system);
}

constexpr Milliseconds to_end_by_signal{200};
constexpr std::chrono::microseconds to_fall_asleep{300};

}  // namespace

KernelCallers::KernelCallers(LimitedCalls& calls, std::shared_ptr<Calls> direct, std::shared_ptr<Board> board)
    : calls_(calls), direct_(std::move(direct)), board_(std::move(board)) {}

void KernelCallers::begin(int number, const model::Begin& call, std::span<const std::byte> data) {
  Out& o = out(number);
  o.job = std::make_shared<Job>();
  o.job->calls = direct_;
  o.job->begin = call;
  o.job->fd = descriptor_of_(call.slot);
  o.job->data = data;
  if (const auto* recv = std::get_if<model::Recv>(&call.call)) o.job->buffer.resize(recv->size);
  if (const auto* poll = std::get_if<model::PollFor>(&call.call)) o.job->polled = {o.job->fd, poll_events(poll->events), 0};
  if (const auto* connect = std::get_if<model::Connect>(&call.call)) {
    model::Connect asked = *connect;
    asked.slot = call.slot;
    o.job->target = connecting_.target(asked).value_or(Address{});
  }
  o.has_begun = o.sent_syn = false;
  ::fcntl(o.job->fd, F_SETFL, 0);
  if (o.worker == nullptr) o.worker = std::make_unique<Worker>(board_);
  o.worker->begin([job = o.job] { job->run(); });
}

// Only while nothing else was done since it began, so the descriptor is still the call's.
void KernelCallers::has_begun(Out& o) {
  if (!o.has_begun) ::fcntl(o.job->fd, F_SETFL, O_NONBLOCK);
  o.has_begun = true;
}

model::Connect KernelCallers::asked_of(const Out& o) {
  model::Connect asked = std::get<model::Connect>(o.job->begin.call);
  asked.slot = o.job->begin.slot;
  return asked;
}

void KernelCallers::note_syn(Out& o, int error) {
  // These are told before a SYN is sent, or of one that was sent before.
  const bool has_sent = error != EISCONN && error != EALREADY && error != EADDRNOTAVAIL && error != EADDRINUSE && error != EINVAL;
  if (has_sent && !std::exchange(o.sent_syn, true)) connecting_.has_come_to(asked_of(o), o.job->fd, o.job->target, EINPROGRESS);
}

// An accept that has returned can only be told which connection it is once all are known. Those that are get noted.
bool KernelCallers::some_connect_goes_on() {
  bool any = false;
  for (Out& o : out_) {
    if (o.worker == nullptr || !o.worker->is_busy() || !std::holds_alternative<model::Connect>(o.job->begin.call)) continue;
    if (o.worker->is_done()) note_syn(o, o.job->result < 0 ? o.job->error : 0);
    else if (o.worker->sleeps()) note_syn(o, EINPROGRESS);
    else any = true;
  }
  return any;
}

Callers::State KernelCallers::state(int number) {
  Out& o = out(number);
  const State now = o.worker->is_done() ? State::returned : o.worker->sleeps() ? State::waits : State::goes_on;
  if (now != State::goes_on) has_begun(o);
  if (now == State::waits && std::holds_alternative<model::Connect>(o.job->begin.call)) note_syn(o, EINPROGRESS);
  const bool is_accepted = now == State::returned && std::holds_alternative<model::Accept>(o.job->begin.call);
  return is_accepted && some_connect_goes_on() ? State::goes_on : now;
}

model::Answer KernelCallers::take(int number) {
  Out& o = out(number);
  o.worker->finish();
  const Job& job = *o.job;
  model::Answer answer = job.result < 0 ? failure(job.error) : model::Answer{.value = job.result};
  if (std::holds_alternative<model::PollFor>(job.begin.call) && job.result >= 0) answer.value = events_of(job.polled.revents);
  if (const auto* accept = std::get_if<model::Accept>(&job.begin.call); accept != nullptr && job.result >= 0)
    answer = accepted_(accept->made, static_cast<int>(job.result), job.from);
  if (std::holds_alternative<model::Connect>(job.begin.call)) {
    const int error = job.result < 0 ? job.error : 0;
    note_syn(o, error);
    if (error != EINTR) connecting_.has_come_to(asked_of(o), job.fd, job.target, error);
  }
  answer.sigpipes = static_cast<std::uint8_t>(job.sigpipes);
  return answer;
}

std::span<const std::byte> KernelCallers::received(int number) const {
  const Out& o = out_[static_cast<std::size_t>(number)];
  if (o.job == nullptr || o.job->result <= 0 || o.job->result > static_cast<ssize_t>(o.job->buffer.size())) return {};
  return {o.job->buffer.data(), static_cast<std::size_t>(o.job->result)};
}

void KernelCallers::interrupt(int number) { out(number).worker->signal(); }

// Nobody says that a thread has gone to sleep, which it does in a few microseconds.
bool KernelCallers::some_go_on() {
  bool any = false;
  for (int number = 0; number < model::most_calls_out; ++number) {
    const Out& o = out(number);
    any = any || (o.worker != nullptr && o.worker->is_busy() && state(number) == State::goes_on);
  }
  return any;
}

void KernelCallers::wait(Milliseconds at_most) {
  const auto begin = std::chrono::steady_clock::now();
  while (some_go_on()) {
    if (std::chrono::steady_clock::now() - begin > to_fall_asleep) return wait_for_any(*board_, at_most);
    std::this_thread::yield();
    if (!some_go_on()) return;
  }
  wait_for_any(*board_, at_most);
}

void KernelCallers::abandon() {
  for (Out& o : out_) {
    if (o.worker == nullptr || !o.worker->is_busy()) continue;
    has_begun(o);
    o.worker->signal();
    if (!o.worker->wait(to_end_by_signal)) {
      o.worker->leave_behind();
      continue;
    }
    if (std::holds_alternative<model::Accept>(o.job->begin.call) && o.job->result >= 0) direct_->close(static_cast<int>(o.job->result));
    o.worker->finish();
  }
}

bool KernelCallers::is_in_use(int fd) const {
  return std::any_of(out_.begin(), out_.end(),
                     [fd](const Out& o) { return o.worker != nullptr && o.worker->is_busy() && o.job->fd == fd; });
}

}  // namespace socketcheck::sut
