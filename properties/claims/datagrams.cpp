// UDP: what is sent, to whom it goes, who hears of errors, and what is left of a name.
#include "properties/claims/claims.hpp"
#include "properties/claims/examples.hpp"

namespace socketcheck::properties {

Property every_short_datagram_program_conforms() { return exhaustive_property(*find_alphabet("datagrams"), 4); }

Property datagrams_do_what_the_model_allows() {
  Property property;
  property.name = "DatagramsDoWhatTheModelAllows";
  property.sentence = "UDP sockets do what the model allows, from the first to the last of their datagrams";
  property.source = "RFC 768; RFC 1122 4.1; POSIX.1-2017 XSH 2.10.6, connect(), sendto() and recvfrom()";
  property.profile.life = Life::datagrams;
  property.profile.weights = weights_of_datagrams();
  property.profile.longest = 50;
  property.profile.other_flags = 0.05;  // several buffers
  property.profile.send_sizes = {1, 1, 2, 3, 5, 10, 100, 1000, 5000, 20'000, 65'507, 65'508, 65'527, 65'528, 70'000};
  property.profile.recv_sizes = {1, 2, 3, 5, 10, 100, 1000, 70'000};
  property.examples = examples_of_datagrams;
  return property;
}

}  // namespace socketcheck::properties
