// The same programs as bare system calls: what the kernel itself costs, with nobody watching.
#pragma once

#include <array>

#include "model/program.hpp"
#include "sut/kernel/pair_maker.hpp"
#include "sut/kernel/sock_diag.hpp"

namespace socketcheck::benchmark {

class Bare {
 public:
  // With `glances` the system calls of the suite's looks are made, too: poll after each call, and at the end a lookup of
  // either end.
  explicit Bare(bool glances);

  // Makes the pair, the calls, and cleans up.
  void run(const model::Program& program);

 private:
  void glance();
  void give_up();

  bool glances_;
  sut::Calls calls_;
  sut::PairMaker maker_;
  sut::SockDiag diag_;
  std::array<int, 2> fds_{-1, -1};
};

}  // namespace socketcheck::benchmark
