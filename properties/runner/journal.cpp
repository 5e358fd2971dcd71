#include "properties/runner/journal.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <type_traits>

namespace socketcheck::properties {

static_assert(std::is_trivially_copyable_v<model::Operation>, "calls are kept as they are in memory");

// The file's layout. It is read by the same build only, so memory's own form will do.
struct Journal::Page {
  static constexpr std::size_t most_calls = 4096;
  std::uint64_t layout;  // the size of an operation: another build's journal is not read
  std::uint64_t running;
  char property[128];
  char stack[64];
  std::uint64_t seed;
  std::uint64_t cases;
  std::uint64_t step;
  std::uint64_t count;
  model::Start start;
  model::Operation calls[most_calls];
};

namespace {

void copy_text(std::string_view text, char* to, std::size_t size) {
  const std::size_t length = std::min(text.size(), size - 1);
  std::memcpy(to, text.data(), length);
  to[length] = '\0';
}

// A device has the size it has.
bool make_room(int fd, std::size_t size) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) return false;
  if (!S_ISREG(status.st_mode) || static_cast<std::size_t>(status.st_size) >= size) return true;
  return ::ftruncate(fd, static_cast<off_t>(size)) == 0;
}

}  // namespace

std::optional<UnfinishedRun> Journal::unfinished_on(const Page& page) {
  if (page.layout != sizeof(Page) || page.running != 1 || page.count > Page::most_calls) return std::nullopt;
  UnfinishedRun run{.seed = page.seed, .cases = page.cases, .step = page.step};
  run.property.assign(page.property, strnlen(page.property, sizeof page.property));
  run.stack.assign(page.stack, strnlen(page.stack, sizeof page.stack));
  run.program = {page.start, {page.calls, page.calls + page.count}};
  return run;
}

std::unique_ptr<Journal> Journal::open(const std::filesystem::path& directory) {
  const char* elsewhere = std::getenv("SOCKETCHECK_JOURNAL");
  const std::filesystem::path file = elsewhere != nullptr ? std::filesystem::path(elsewhere) : directory / "journal";
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return nullptr;
  void* memory = MAP_FAILED;
  if (make_room(fd, sizeof(Page))) memory = ::mmap(nullptr, sizeof(Page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  ::close(fd);
  if (memory == MAP_FAILED) return nullptr;
  auto* page = static_cast<Page*>(memory);
  std::unique_ptr<Journal> journal(new Journal(page));
  journal->unfinished_ = unfinished_on(*page);
  page->running = 0;
  page->cases = 0;
  page->layout = sizeof(Page);
  return journal;
}

std::optional<UnfinishedRun> Journal::unfinished_in(const std::filesystem::path& file) {
  const auto page = std::make_unique<Page>();
  std::ifstream stream(file, std::ios::binary);
  if (!stream.read(reinterpret_cast<char*>(page.get()), sizeof(Page))) return std::nullopt;
  return unfinished_on(*page);
}

Journal::~Journal() { ::munmap(page_, sizeof(Page)); }

void Journal::unit_begins(std::string_view property, std::string_view stack, std::uint64_t seed) {
  page_->seed = seed;
  page_->cases = 0;
  copy_text(property, page_->property, sizeof page_->property);
  copy_text(stack, page_->stack, sizeof page_->stack);
}

void Journal::program_begins(const model::Program& program) {
  page_->running = 0;
  page_->count = std::min(program.calls.size(), Page::most_calls);
  page_->start = program.start;
  std::copy_n(program.calls.begin(), page_->count, page_->calls);
  page_->step = 0;
  ++page_->cases;
  page_->running = 1;
}

void Journal::call_begins(std::size_t step) { page_->step = step; }

void Journal::end() { page_->running = 0; }

}  // namespace socketcheck::properties
