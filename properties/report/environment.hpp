// What a verdict depends on beside the stack's own code: the kernel and its settings.
#pragma once

#include <map>
#include <string>

namespace socketcheck::properties {

std::string kernel_name();                            // Linux 6.18.44
std::map<std::string, std::string> sysctls_in_force();  // those that the model's expectations rest on

}  // namespace socketcheck::properties
