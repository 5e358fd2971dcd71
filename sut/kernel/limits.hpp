// How much a direction surely takes while nobody reads, by the buffers that the system grants.
#pragma once

#include "model/world/world.hpp"

namespace socketcheck::sut {

// Bytes, as getsockopt(SO_RCVBUF) and getsockopt(SO_SNDBUF) report them for one direction.
struct Buffers {
  int receive = 0;
  int send = 0;
};

// With the largest backlog that the system grants.
model::Limits limits_for(const Buffers& buffers);

}  // namespace socketcheck::sut
