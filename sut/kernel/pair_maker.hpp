// Makes connected pairs of non-blocking TCP sockets over loopback, with TCP_NODELAY set.
#pragma once

#include <string>
#include <variant>

#include "sut/kernel/calls.hpp"
#include "sut/kernel/family.hpp"
#include "sut/stack.hpp"

namespace socketcheck::sut {

struct Pair {
  int active = -1;   // the socket that connected; owned by the caller
  int passive = -1;  // the socket that was accepted; owned by the caller
  Address active_name;
  Address passive_name;
};

class PairMaker {
 public:
  // Does not own the calls.
  PairMaker(Calls& calls, Family family);
  ~PairMaker();
  PairMaker(const PairMaker&) = delete;
  PairMaker& operator=(const PairMaker&) = delete;

  std::variant<Pair, CouldNotTest> make();

 private:
  std::variant<Pair, CouldNotTest> make_once(bool& out_of_ports);
  std::variant<Pair, CouldNotTest> connect_and_accept(int active, bool& out_of_ports);
  int listen_at(Address& address);
  bool open_listener(std::string& reason);
  void close_listener();
  bool accept_from(const Address& expected, int& passive, std::string& reason);

  Calls& calls_;
  Family family_;
  int listener_ = -1;
  Address listening_;
};

}  // namespace socketcheck::sut
