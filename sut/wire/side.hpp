// One side of the wire: a network namespace of its own with a TUN device, and the thread that lives there. When the
// process ends, however it ends, nothing of it is left.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <variant>

#include "sut/kernel/family.hpp"
#include "sut/kernel/sock_diag.hpp"
#include "sut/stack.hpp"

namespace socketcheck::sut {

class Side {
 public:
  // number: 0 or 1. Never returns half of a side.
  static std::variant<std::unique_ptr<Side>, CouldNotTest> make(Family family, int number);
  ~Side();
  Side(const Side&) = delete;
  Side& operator=(const Side&) = delete;

  // A socket of this namespace; -1 with the reason in errno.
  int socket(int domain, int type, int protocol);
  // The address of this side, with port 0.
  const Address& address() const { return address_; }
  // That of the other side, which may not be there.
  Address peer_address() const;
  // Of the sockets in this namespace.
  SockDiag& diag() { return *diag_; }

  // The device. Its frames are what the kernel of this side emits, and takes in.
  int device() const { return device_; }
  // The next frame that was emitted; empty: there is none. Valid until the next call.
  std::span<const std::byte> read();
  // Delivers a frame. When this returns, the kernel has dealt with it.
  void write(std::span<const std::byte> frame);

 private:
  Side(Family family, int number);
  void live();
  void run(const std::function<void()>& task);
  std::string begin();
  std::string open_device();
  std::string set_up_addresses();

  Family family_;
  int number_;
  Address address_;
  int device_ = -1;
  std::string problem_;
  std::optional<SockDiag> diag_;
  std::vector<std::byte> buffer_;

  // What the thread is to do next.
  std::mutex mutex_;
  std::condition_variable changed_;
  const std::function<void()>* task_ = nullptr;
  bool is_over_ = false;
  std::thread thread_;
};

}  // namespace socketcheck::sut
