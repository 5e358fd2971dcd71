// The names that the sockets of one program have, and those of the connections that they made: what getsockname(),
// getpeername() and accept() are compared with.
#pragma once

#include <optional>
#include <vector>

#include "model/world/world.hpp"
#include "sut/kernel/family.hpp"

namespace socketcheck::sut {

// Of a connection: who called connect(), and towards what.
struct ConnectionNames {
  Address active;
  Address passive;
};

// Of a socket. Empty: it has none yet.
struct SocketNames {
  std::optional<Address> own;
  std::optional<Address> peer;
};

class NameBook {
 public:
  void program_begins();

  // A socket's names are spoken of by a number that all its descriptors share.
  int add_socket(const SocketNames& names);
  SocketNames& of(int socket) { return sockets_[static_cast<std::size_t>(socket)]; }

  // The n-th connect() that began: n.
  int add_connection(const ConnectionNames& names);
  // How many there are, the pair's among them.
  int connections() const { return static_cast<int>(connections_.size()); }
  // The first connection with these names; 0: there is none.
  int first_with(const ConnectionNames& names) const;
  // Of connection n, or of the start's pair if n is 0.
  const ConnectionNames& of_connection(int number) const { return connections_[static_cast<std::size_t>(number)]; }
  void set_pair(const ConnectionNames& names) { connections_.front() = names; }

  // What the answer of getsockname() or getpeername() says, by model::name.
  std::int64_t meaning_of(const Address& address, int socket) const;

 private:
  std::vector<SocketNames> sockets_;
  std::vector<ConnectionNames> connections_{1};  // 0: the pair
};

}  // namespace socketcheck::sut
