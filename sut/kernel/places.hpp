// Where this process listens and from which ports it connects. Both stay the same for the life of the process, so that
// connections take over the four-tuples of earlier ones: the kernel keeps at most `tcp_max_tw_buckets` TIME-WAITs for
// everybody, and thousands of programs a second leave one each.
#pragma once

#include "sut/kernel/family.hpp"

namespace socketcheck::sut {

// The address to listen at; its port is 0 until one was remembered.
Address listening_place(Family family);
void remember_listening_place(Family family, const Address& address);
// The place can't be had any more: the next one is another.
void forget_listening_place(Family family);

// The loopback address at which all places of this process are, with port 0.
Address loopback_of_process(Family family);

// Has the socket connect from a part of the port range only. Does nothing where the system can't (Linux before 6.3).
void connect_from_few_ports(int fd);

}  // namespace socketcheck::sut
