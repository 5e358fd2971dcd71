#include "sut/stacks.hpp"

#include "sut/asio/asio_stack.hpp"
#include "sut/asio/make_async_stack.hpp"
#include "sut/faulty/faulty_stacks.hpp"
#include "sut/asio/asio_datagram_calls.hpp"
#include "sut/faulty/faulty_datagrams.hpp"
#include "sut/faulty/faulty_waiting.hpp"
#include "sut/kernel/datagram_stack.hpp"
#include "sut/kernel/socket_stack.hpp"
#include "sut/mptcp/mptcp_stack.hpp"
#include "sut/odd/odd_stacks.hpp"
#include "sut/unavailable.hpp"
#include "sut/uring/uring_stack.hpp"
#include "sut/wire/faults.hpp"
#include "sut/wire/wire_stack.hpp"

namespace socketcheck::sut {
namespace {

template <Family family>
std::unique_ptr<Stack> make_kernel_stack() {
  return std::make_unique<SocketStack>(std::make_unique<Calls>(), family);
}

template <Family family, class HowToCall = Calls>
std::unique_ptr<Stack> make_datagram_stack() {
  return std::make_unique<DatagramStack>(std::make_unique<HowToCall>(), family);
}

template <Family family>
std::unique_ptr<Stack> make_wire_stack() {
  return std::make_unique<WireStack>(family);
}

template <Family family>
std::unique_ptr<Stack> make_mptcp_stack() {
  if (std::string why = why_no_mptcp(family); !why.empty()) return std::make_unique<Unavailable>(std::move(why));
  return std::make_unique<MptcpStack>(family);
}

}  // namespace

const std::vector<StackEntry>& all_stacks() {
  static const std::vector<StackEntry> stacks = {
      {"linux-tcp4", "TCP of the kernel that this runs on, over 127.0.0.0/8", "linux", true, make_kernel_stack<Family::ipv4>},
      {"linux-tcp6", "TCP of the kernel that this runs on, over ::1", "linux", true, make_kernel_stack<Family::ipv6>},
      {"linux-tcp-mapped", "the same over ::ffff:127.0.0.0/104, IPv4 through IPv6 sockets", "linux", true,
       make_kernel_stack<Family::mapped>},
      {"asio-tcp4", "Boost.Asio's own functions over the TCP of the kernel that this runs on, 127.0.0.0/8", "linux", true,
       []() -> std::unique_ptr<Stack> { return std::make_unique<AsioStack>(); }},
      {"asio-async-tcp4", "the same, with connections, sends and receives made by Asio's asynchronous operations on epoll", "linux", false,
       make_async_asio_stack_on_epoll},
      {"asio-uring-tcp4", "the same asynchronous operations with Asio on io_uring", "linux", false, make_async_asio_stack_on_uring},
      {"uring-tcp4", "TCP of the kernel that this runs on, each call a request of io_uring, over 127.0.0.0/8", "linux", false,
       make_uring_stack},
      {"mptcp4", "Multipath TCP of the kernel that this runs on, over 127.0.0.0/8", "linux", false, make_mptcp_stack<Family::ipv4>},
      {"mptcp6", "the same over ::1", "linux", false, make_mptcp_stack<Family::ipv6>},
      {"linux-udp4", "UDP of the kernel that this runs on, over 127.0.0.1", "linux", true, make_datagram_stack<Family::ipv4>,
       model::Transport::datagram},
      {"linux-udp6", "UDP of the kernel that this runs on, over ::1", "linux", true, make_datagram_stack<Family::ipv6>,
       model::Transport::datagram},
      {"asio-udp4", "Boost.Asio's own functions over the UDP of the kernel that this runs on, 127.0.0.1", "linux", true,
       make_datagram_stack<Family::ipv4, AsioDatagramCalls>, model::Transport::datagram},
      {"linux-wire4", "TCP of the kernel at both ends of a wire that is the suite's, IPv4 (needs root)", "linux", false,
       make_wire_stack<Family::ipv4>},
      {"linux-wire6", "the same over IPv6", "linux", false, make_wire_stack<Family::ipv6>},
  };
  return stacks;
}

const std::vector<const std::vector<StackEntry>*>& all_kinds_of_stacks() {
  static const std::vector<const std::vector<StackEntry>*> kinds = {&all_stacks(),     &faulty_stacks(), &faulty_datagrams(),
                                                                    &faulty_waiting(), &odd_stacks(),    &wire_faults()};
  return kinds;
}

const StackEntry* find_stack(std::string_view name) {
  for (const auto* stacks : all_kinds_of_stacks())
    for (const StackEntry& entry : *stacks)
      if (entry.name == name) return &entry;
  return nullptr;
}

}  // namespace socketcheck::sut
