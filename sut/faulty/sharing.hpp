// Faults around names at every address, places that are shared, and the limit of descriptors.
#pragma once

#include <cerrno>
#include <cstdint>
#include <set>

#include "sut/kernel/program_calls.hpp"

namespace socketcheck::sut::faulty {

// bind() asks for exclusive use, whatever SO_REUSEADDR says.
class ReuseAddressIsIgnored : public ProgramCalls {
 public:
  int bind(int fd, const sockaddr* address, socklen_t length) override;
};

// SO_REUSEADDR does what SO_REUSEPORT is for: a second socket is bound where one listens.
class ReuseAddressIsReusePort : public ProgramCalls {
 public:
  int setsockopt(int fd, int level, int option, const void* value, socklen_t length) override;
  int getsockopt(int fd, int level, int option, void* value, socklen_t* length) override;
};

// Where one of two sockets has SO_REUSEPORT, bind() says that it has bound the other to the same place.
class OneReusePortIsEnough : public ProgramCalls {
 public:
  int bind(int fd, const sockaddr* address, socklen_t length) override;
};

// An accept() that finds no room for a descriptor has thrown the connection away.
class AcceptAtLimitLosesTheConnection : public ProgramCalls {
 public:
  int accept(int fd, sockaddr* address, socklen_t* length) override;
};

// Knows the program's sockets that are bound at every address.
class EveryAddressCalls : public ProgramCalls {
 public:
  int bind(int fd, const sockaddr* address, socklen_t length) override;
  int close(int fd) override;
  void program_ends() override;

 protected:
  bool is_at_every_address(int fd) const { return at_every_address_.contains(fd); }
  bool listens_at_every_address(std::uint16_t port);  // in network byte order

 private:
  std::set<int> at_every_address_;
};

// Who listens at every address is not found at that of the loopback interface.
class EveryAddressLacksLoopback : public EveryAddressCalls {
 public:
  int connect(int fd, const sockaddr* address, socklen_t length) override;
};

// getsockname() tells the address of the loopback interface instead.
class EveryAddressIsCalledLoopback : public EveryAddressCalls {
 public:
  int getsockname(int fd, sockaddr* address, socklen_t* length) override;
};

class NoConnectionToTheUnspecified : public ProgramCalls {
 public:
  int connect(int fd, const sockaddr* address, socklen_t length) override;
};

// getpeername() tells what connect() was given, and not who has answered.
class PeerIsCalledUnspecified : public ProgramCalls {
 public:
  int connect(int fd, const sockaddr* address, socklen_t length) override;
  int getpeername(int fd, sockaddr* address, socklen_t* length) override;
};

}  // namespace socketcheck::sut::faulty
