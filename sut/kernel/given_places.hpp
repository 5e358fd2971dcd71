// The places p, q and r that programs name: addresses of the loopback interface with ports that no other process uses
// and at which nothing of an earlier program is kept, whatever the address.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "model/world/world.hpp"
#include "sut/kernel/family.hpp"

namespace socketcheck::sut {

class GivenPlaces {
 public:
  // For sockets of that type (SOCK_STREAM, SOCK_DGRAM).
  explicit GivenPlaces(Family family, int type = SOCK_STREAM) : family_(family), type_(type) {}
  ~GivenPlaces();
  GivenPlaces(const GivenPlaces&) = delete;
  GivenPlaces& operator=(const GivenPlaces&) = delete;

  // From now on the places are others.
  void program_begins();
  // The address of a place, found when it is first asked for; empty: there is no port left, and why_none() says so.
  std::optional<Address> address_of(model::Place place);
  const std::string& why_none() const { return why_none_; }

 private:
  std::optional<Address> next_unused();
  bool take_block();
  void give_block_back();

  Address home() const;
  int type_of_lock() const { return type_ == SOCK_STREAM ? SOCK_DGRAM : SOCK_STREAM; }

  Family family_;
  int type_;
  std::array<std::optional<Address>, 3> places_;
  // A block of ports is this process's while a socket of the other type is bound to the first of them, at every address.
  int lock_ = -1;
  unsigned block_ = 0;
  unsigned next_in_block_ = 0;
  bool has_address_ = false;  // a place could be bound
  std::string why_none_;
};

}  // namespace socketcheck::sut
