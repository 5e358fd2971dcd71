#include "sut/wire/routes.hpp"

#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace socketcheck::sut {
namespace {

const void* ip_of(const Address& address) {
  if (address.storage.ss_family == AF_INET) return &reinterpret_cast<const sockaddr_in&>(address.storage).sin_addr;
  return &reinterpret_cast<const sockaddr_in6&>(address.storage).sin6_addr;
}

// Sends one request and waits for its acknowledgement.
std::string ask(nlmsghdr* request, const char* what) {
  const auto because = [&] { return std::string(what) + ": " + std::strerror(errno); };
  mnl_socket* socket = mnl_socket_open(NETLINK_ROUTE);
  if (socket == nullptr) return because();
  request->nlmsg_flags |= NLM_F_REQUEST | NLM_F_ACK;
  alignas(nlmsghdr) std::array<char, 8192> reply;
  std::string problem;
  if (mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID) < 0 || mnl_socket_sendto(socket, request, request->nlmsg_len) < 0) {
    problem = because();
  } else {
    const ssize_t length = mnl_socket_recvfrom(socket, reply.data(), reply.size());
    if (length < 0 || mnl_cb_run(reply.data(), static_cast<std::size_t>(length), 0, 0, nullptr, nullptr) < 0) problem = because();
  }
  mnl_socket_close(socket);
  return problem;
}

}  // namespace

std::string set_device_up(const char* device, int mtu) {
  alignas(nlmsghdr) std::array<char, 512> buffer{};
  nlmsghdr* header = mnl_nlmsg_put_header(buffer.data());
  header->nlmsg_type = RTM_NEWLINK;
  auto* link = static_cast<ifinfomsg*>(mnl_nlmsg_put_extra_header(header, sizeof(ifinfomsg)));
  link->ifi_family = AF_UNSPEC;
  link->ifi_index = static_cast<int>(if_nametoindex(device));
  link->ifi_flags = link->ifi_change = IFF_UP;
  if (mtu > 0) mnl_attr_put_u32(header, IFLA_MTU, static_cast<std::uint32_t>(mtu));
  return ask(header, "the device could not be set up");
}

std::string add_address(const char* device, const Address& address) {
  alignas(nlmsghdr) std::array<char, 512> buffer{};
  nlmsghdr* header = mnl_nlmsg_put_header(buffer.data());
  header->nlmsg_type = RTM_NEWADDR;
  header->nlmsg_flags = NLM_F_CREATE | NLM_F_EXCL;
  auto* message = static_cast<ifaddrmsg*>(mnl_nlmsg_put_extra_header(header, sizeof(ifaddrmsg)));
  const bool is_v4 = address.storage.ss_family == AF_INET;
  message->ifa_family = static_cast<unsigned char>(address.storage.ss_family);
  message->ifa_prefixlen = is_v4 ? 32 : 128;
  message->ifa_flags = is_v4 ? 0 : IFA_F_NODAD;
  message->ifa_index = if_nametoindex(device);
  mnl_attr_put(header, IFA_LOCAL, is_v4 ? 4 : 16, ip_of(address));
  mnl_attr_put(header, IFA_ADDRESS, is_v4 ? 4 : 16, ip_of(address));
  return ask(header, "the device could not be given an address");
}

std::string add_route(const char* device, int domain) {
  alignas(nlmsghdr) std::array<char, 512> buffer{};
  nlmsghdr* header = mnl_nlmsg_put_header(buffer.data());
  header->nlmsg_type = RTM_NEWROUTE;
  header->nlmsg_flags = NLM_F_CREATE;
  auto* route = static_cast<rtmsg*>(mnl_nlmsg_put_extra_header(header, sizeof(rtmsg)));
  route->rtm_family = static_cast<unsigned char>(domain);
  route->rtm_table = RT_TABLE_MAIN;
  route->rtm_protocol = RTPROT_BOOT;
  route->rtm_scope = domain == AF_INET ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE;
  route->rtm_type = RTN_UNICAST;
  mnl_attr_put_u32(header, RTA_OIF, if_nametoindex(device));
  nlattr* metrics = mnl_attr_nest_start(header, RTA_METRICS);
  mnl_attr_put_u32(header, RTAX_QUICKACK, 1);
  mnl_attr_nest_end(header, metrics);
  return ask(header, "the route could not be made");
}

}  // namespace socketcheck::sut
