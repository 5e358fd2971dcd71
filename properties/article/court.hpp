// Decides claims, each in a process and, where that is allowed, in a network of its own.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "properties/article/claim.hpp"
#include "sut/kernel/calls.hpp"
#include "sut/kernel/family.hpp"

namespace socketcheck::properties::article {

struct Setting {
  std::string file;  // below /proc/sys/
  std::string value;
};

// On what a claim is decided.
struct Site {
  sut::Calls* calls = nullptr;  // not owned
  sut::Family family = sut::Family::ipv4;
  std::vector<Setting> settings = {};  // of the claim's own network
  std::string_view wire = {};          // the stack for programs of the wire; empty: that of the kernel
};

Verdict decide(const Claim& claim, const Site& site);

struct Decided {
  const Claim* claim = nullptr;
  Verdict verdict;
};

// A Markdown table: claim, verdict, evidence.
std::string table_of(const std::vector<Decided>& decided);

}  // namespace socketcheck::properties::article
