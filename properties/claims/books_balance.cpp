// What a program took it gives back: every program ends with a look at what the stack keeps of either end
// (runner/ends.cpp), and the process has as many descriptors after all of them as before.
#include "properties/claims/claims.hpp"

namespace socketcheck::properties {

Property the_books_balance() {
  using namespace model;
  Property property;
  property.name = "TheBooksBalance";
  property.sentence = "the books balance: descriptors, ports and kernel sockets return to where they were";
  property.source = "RFC 9293 3.6.1 [MUST-13] and 3.10.7.4; POSIX.1-2017 close() DESCRIPTION";
  property.profile.weights = Weights{}.with<Send>(2).with<Recv>(2).with<Close>(4).with<Shutdown>(3).with<Abort>(1.5).with<SetLinger>(0.7).with<GetLinger>(0.3);
  property.profile.longest = 10;
  property.profile.send_sizes = {1, 2, 1000, 200'000};
  property.profile.recv_sizes = {1, 2, 200'000};
  property.counts_descriptors = true;
  return property;
}

}  // namespace socketcheck::properties
