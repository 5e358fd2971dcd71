// The calls of a program in C, one after the other.
#pragma once

#include <array>
#include <string>

#include "model/operations.hpp"

namespace socketcheck::properties {

class CCalls {
 public:
  CCalls();

  // The sockets of `start pair`.
  void make_pair(model::Slot active, model::Slot passive);
  // An expression of type `struct answer`. `patient`: EAGAIN is waited out. The world is the one before the call.
  std::string expression(const model::Operation& call, const model::World& world, bool patient);
  // The slots and places that were used, as declarations.
  std::string declarations() const;

 private:
  struct Write;
  struct WriteDatagrams;
  std::string stream_expression(const model::Operation& call, const model::World& world, bool patient);
  std::string datagram_expression(const model::Operation& call, const model::World& world);
  int socket_of(model::Slot slot) const { return sockets_[static_cast<std::size_t>(slot)]; }
  std::string variable(model::Slot slot);
  std::string variable(model::Place place);

  std::array<int, model::number_of_slots> sockets_{};  // whose names a slot's descriptor has, by number
  int next_socket_ = 0;
  bool is_of_datagrams_ = false;
  bool uses_to_ = false;
  std::array<bool, model::number_of_slots> slots_used_{};
  std::array<bool, 4> places_used_{};
};

}  // namespace socketcheck::properties
