#include "sut/wire/side.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sut/wire/routes.hpp"

namespace socketcheck::sut {
namespace {

constexpr char device_name[] = "wire";
constexpr int mtu = 1500;

std::string because(const char* what) { return std::string(what) + ": " + std::strerror(errno); }

struct Setting {
  const char* path;
  const char* value;
};
// Of this namespace alone. What is rate-limited would else depend on the moment, and the wire's rows could not say what
// is owed; the buffers are those of which sut/kernel/limits.cpp knows the floor.
constexpr Setting settings[] = {
    {"/proc/sys/net/ipv4/tcp_invalid_ratelimit", "0"},
    {"/proc/sys/net/ipv4/tcp_challenge_ack_limit", "2147483647"},
    {"/proc/sys/net/ipv4/tcp_no_metrics_save", "1"},
    {"/proc/sys/net/ipv4/tcp_rmem", "4096 131072 6291456"},
    {"/proc/sys/net/ipv4/tcp_wmem", "4096 2097152 4194304"},
    {"/proc/sys/net/ipv4/tcp_max_tw_buckets", "1000000"},
    {"/proc/sys/net/ipv4/tcp_rto_min_us", "20000"},
    {"/proc/sys/net/ipv6/conf/all/addr_gen_mode", "1"},
    {"/proc/sys/net/ipv6/conf/default/addr_gen_mode", "1"},
    {"/proc/sys/net/ipv6/conf/all/router_solicitations", "0"},
    {"/proc/sys/net/ipv6/conf/default/router_solicitations", "0"},
};

// An older kernel lacks some of them.
void apply(const Setting& setting) {
  const int fd = ::open(setting.path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return;
  [[maybe_unused]] const ssize_t written = ::write(fd, setting.value, std::strlen(setting.value));
  ::close(fd);
}

Address address_of_side(Family family, int number) {
  Address address;
  if (family == Family::ipv4) {
    auto& in = reinterpret_cast<sockaddr_in&>(address.storage);
    in.sin_family = AF_INET;
    in.sin_addr.s_addr = htonl(0x0a4d0001u + (static_cast<std::uint32_t>(number) << 8));  // 10.77.x.1
    address.length = sizeof in;
    return address;
  }
  auto& in6 = reinterpret_cast<sockaddr_in6&>(address.storage);
  in6.sin6_family = AF_INET6;
  in6.sin6_addr.s6_addr[0] = 0xfd;
  in6.sin6_addr.s6_addr[1] = 0x77;
  in6.sin6_addr.s6_addr[15] = static_cast<std::uint8_t>(1 + number);  // fd77::1 and fd77::2
  address.length = sizeof in6;
  return address;
}

}  // namespace

Side::Side(Family family, int number)
    : family_(family), number_(number), address_(address_of_side(family, number)), buffer_(std::size_t{1} << 16) {}

std::variant<std::unique_ptr<Side>, CouldNotTest> Side::make(Family family, int number) {
  std::unique_ptr<Side> side(new Side(family, number));
  side->thread_ = std::thread([&one = *side] { one.live(); });
  side->run([&one = *side] { one.problem_ = one.begin(); });
  if (!side->problem_.empty()) return CouldNotTest{side->problem_};
  return side;
}

Side::~Side() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_all();
  thread_.join();
  if (device_ >= 0) ::close(device_);
}

void Side::live() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return is_over_ || task_ != nullptr; });
    if (is_over_) return;
    (*task_)();
    task_ = nullptr;
    changed_.notify_all();
  }
}

void Side::run(const std::function<void()>& task) {
  std::unique_lock lock(mutex_);
  task_ = &task;
  changed_.notify_all();
  changed_.wait(lock, [&] { return task_ == nullptr; });
}

// In the thread, which from here on lives in a namespace of its own.
std::string Side::begin() {
  if (::unshare(CLONE_NEWNET) != 0) return because("a network namespace could not be made (are you root?)");
  for (const Setting& setting : settings) apply(setting);
  if (std::string problem = open_device(); !problem.empty()) return problem;
  if (std::string problem = set_up_addresses(); !problem.empty()) return problem;
  diag_.emplace();
  return {};
}

std::string Side::open_device() {
  device_ = ::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (device_ < 0) return because("/dev/net/tun could not be opened");
  ifreq request{};
  std::strcpy(request.ifr_name, device_name);
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  if (::ioctl(device_, TUNSETIFF, &request) != 0) return because("a TUN device could not be made");
  return {};
}

std::string Side::set_up_addresses() {
  for (const std::string& problem :
       {set_device_up("lo", 0), set_device_up(device_name, mtu), add_address(device_name, address_),
        add_route(device_name, domain_of(family_))})
    if (!problem.empty()) return problem;
  return {};
}

Address Side::peer_address() const { return address_of_side(family_, 1 - number_); }

int Side::socket(int domain, int type, int protocol) {
  int fd = -1;
  int error = 0;
  run([&] {
    fd = ::socket(domain, type, protocol);
    error = errno;
  });
  errno = error;
  return fd;
}

std::span<const std::byte> Side::read() {
  const ssize_t size = ::read(device_, buffer_.data(), buffer_.size());
  return {buffer_.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

void Side::write(std::span<const std::byte> frame) {
  [[maybe_unused]] const ssize_t written = ::write(device_, frame.data(), frame.size());
}

}  // namespace socketcheck::sut
