#include "properties/report/environment.hpp"

#include <sys/utsname.h>

#include <algorithm>
#include <fstream>

namespace socketcheck::properties {

std::string kernel_name() {
  utsname name{};
  if (uname(&name) != 0) return "an unknown kernel";
  return std::string(name.sysname) + " " + name.release;
}

std::map<std::string, std::string> sysctls_in_force() {
  std::map<std::string, std::string> values;
  for (const std::string name :
       {"net.core.somaxconn", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_max_tw_buckets",
        "net.ipv4.tcp_tw_reuse", "net.ipv4.tcp_rfc1337", "net.ipv4.tcp_abort_on_overflow", "net.ipv4.tcp_rmem",
        "net.ipv4.tcp_wmem", "net.ipv4.tcp_timestamps"}) {
    std::string path = "/proc/sys/" + name;
    std::replace(path.begin() + 10, path.end(), '.', '/');
    std::ifstream file(path);
    if (std::string value; std::getline(file, value)) {
      std::replace(value.begin(), value.end(), '\t', ' ');
      values[name] = value;
    }
  }
  return values;
}

}  // namespace socketcheck::properties
