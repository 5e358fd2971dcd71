#include "sut/kernel/names.hpp"

#include "model/operations/names.hpp"

namespace socketcheck::sut {

void NameBook::program_begins() {
  sockets_.clear();
  connections_.resize(1);
}

int NameBook::add_socket(const SocketNames& names) {
  sockets_.push_back(names);
  return static_cast<int>(sockets_.size()) - 1;
}

int NameBook::add_connection(const ConnectionNames& names) {
  connections_.push_back(names);
  return static_cast<int>(connections_.size()) - 1;
}

int NameBook::first_with(const ConnectionNames& names) const {
  for (std::size_t i = 1; i < connections_.size(); ++i)
    if (connections_[i].active == names.active && connections_[i].passive == names.passive) return static_cast<int>(i);
  return 0;
}

std::int64_t NameBook::meaning_of(const Address& address, int socket) const {
  const SocketNames& names = sockets_[static_cast<std::size_t>(socket)];
  if (names.own && address == *names.own) return model::name::own;
  if (names.peer && address == *names.peer) return model::name::peer;
  if (!is_unspecified(address)) return model::name::stranger;
  return address.port() == 0 ? model::name::unspecified : model::name::port_only;
}

}  // namespace socketcheck::sut
