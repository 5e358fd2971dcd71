#include <chrono>
#include <cstdio>
#include <cstdlib>
#include "model/rules/flavours.hpp"
#include "model/text/show.hpp"
#include "properties/generators/enumerate.hpp"
#include "properties/runner/run.hpp"
#include "sut/stacks.hpp"
using namespace socketcheck;
int main(int argc, char** argv) {
  const auto* entry = sut::find_stack(argv[1]);
  auto stack = entry->make();
  const auto* book = model::flavour(argc > 3 ? argv[3] : "linux");
  properties::Coverage coverage(*book);
  properties::Runner runner(*stack, *book, coverage);
  properties::Enumeration all(properties::teardown_alphabet(), std::strtoul(argv[2], nullptr, 10));
  printf("%lu programs\n", all.size());
  auto t0 = std::chrono::steady_clock::now();
  long n = 0, failed = 0;
  while (const auto* p = all.next()) {
    ++n;
    auto outcome = runner.run(*p);
    if (auto* f = properties::failure_of(outcome)) {
      if (++failed < 20) printf("%s  step %zu kind %d %s seen %s; allowed %s rule %s worlds %s\n", model::show(*p).c_str(), f->step, (int)f->kind, f->subject.c_str(), f->seen.c_str(), f->allowed[0].answer.c_str(), f->rule().c_str(), f->worlds_before.c_str());
      if (failed > 20) break;
    } else if (auto* c = std::get_if<sut::CouldNotTest>(&outcome)) { printf("could not test: %s\n", c->reason.c_str()); break; }
  }
  double s = std::chrono::duration<double>(std::chrono::steady_clock::now() - t0).count();
  printf("%ld programs, %lu calls, %ld failed, %.2f s, %.1f us a program; rows %d pairs %d\n", n, runner.calls(), failed, s, s / n * 1e6, coverage.rows_reached(), coverage.pairs_reached());
}
