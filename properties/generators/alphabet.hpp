// The calls from which exhaustive programs are made.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/program.hpp"

namespace socketcheck::properties {

struct Alphabet {
  std::string_view name;
  std::string_view description;
  std::string_view property;  // the name of the property that every short program of it conforms
  std::string_view claim;     // the same as a sentence
  std::string_view source;
  model::Start start;
  std::vector<model::Operation> calls;
};

// teardown: fourteen calls, at either end of a pair send, recv, three shutdowns, close and abort. A send writes two bytes
// and a recv takes one, so that a read can leave something behind.
// handshake: sixteen calls of one socket that connects to a listener, to nobody and to itself, and is accepted.
// sharing: fourteen calls around a listener and a socket that may share its port.
// listeners: fourteen calls around one listener and those who connect to it.
// Its calls; with `no_signal` sends are made with MSG_NOSIGNAL, for stacks that make no others.
std::vector<model::Operation> calls_of(const Alphabet& alphabet, bool no_signal);

const std::vector<Alphabet>& all_alphabets();
// Whether its worlds come to an end: its start is a pair, so that sockets don't come and go, and none of its calls waits.
bool has_finitely_many_worlds(const Alphabet& alphabet);
// `teardown, handshake or urgent`, of all alphabets for which `is_meant` holds.
std::string names_of_alphabets(bool (*is_meant)(const Alphabet&));
std::string names_of_alphabets();
// datagrams: calls of a UDP socket at p and of another that sends to it, to nobody and to itself.
// nullptr: there is none of that name.
const Alphabet* find_alphabet(std::string_view name);

}  // namespace socketcheck::properties
