#include "properties/runner/journal.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
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

}  // namespace

std::unique_ptr<Journal> Journal::open(const std::filesystem::path& directory) {
  const int fd = ::open((directory / "journal").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return nullptr;
  void* memory = MAP_FAILED;
  if (::ftruncate(fd, sizeof(Page)) == 0) memory = ::mmap(nullptr, sizeof(Page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  ::close(fd);
  if (memory == MAP_FAILED) return nullptr;
  auto* page = static_cast<Page*>(memory);
  std::unique_ptr<Journal> journal(new Journal(page));
  if (page->layout == sizeof(Page) && page->running == 1 && page->count <= Page::most_calls) {
    UnfinishedRun& run = journal->unfinished_.emplace();
    run.property.assign(page->property, strnlen(page->property, sizeof page->property));
    run.stack.assign(page->stack, strnlen(page->stack, sizeof page->stack));
    run.step = page->step;
    run.program = {page->start, {page->calls, page->calls + page->count}};
  }
  page->running = 0;
  page->layout = sizeof(Page);
  return journal;
}

Journal::~Journal() { ::munmap(page_, sizeof(Page)); }

void Journal::unit_begins(std::string_view property, std::string_view stack) {
  copy_text(property, page_->property, sizeof page_->property);
  copy_text(stack, page_->stack, sizeof page_->stack);
}

void Journal::program_begins(const model::Program& program) {
  page_->running = 0;
  page_->count = std::min(program.calls.size(), Page::most_calls);
  page_->start = program.start;
  std::copy_n(program.calls.begin(), page_->count, page_->calls);
  page_->step = 0;
  page_->running = 1;
}

void Journal::call_begins(std::size_t step) { page_->step = step; }

void Journal::end() { page_->running = 0; }

}  // namespace socketcheck::properties
