#include "properties/report/reproduction/snippets.hpp"

namespace socketcheck::properties {
namespace {

constexpr std::string_view includes = R"(#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef patience
#define patience 5.0 /* seconds, for what is on its way */
#endif
)";

std::vector<Snippet> all_snippets() {
  std::vector<Snippet> all;
  for (const auto* snippets : {&snippets_of_answers(), &snippets_of_transfers(), &snippets_of_names(), &snippets_of_datagrams()})
    all.insert(all.end(), snippets->begin(), snippets->end());
  return all;
}

bool has(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

}  // namespace

std::string_view includes_of_every_program() { return includes; }

std::string parts_for(const std::string& text) {
  const std::vector<Snippet> snippets = all_snippets();
  std::vector<bool> needed(snippets.size());
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i < snippets.size(); ++i) {
      if (needed[i]) continue;
      bool used = has(text, snippets[i].name);
      for (std::size_t j = 0; j < snippets.size(); ++j)
        used = used || (needed[j] && has(snippets[j].code, snippets[i].name));
      if (used) needed[i] = again = true;
    }
  }
  std::string parts;
  for (std::size_t i = 0; i < snippets.size(); ++i)
    if (needed[i]) parts += std::string(snippets[i].code) + "\n";
  return parts;
}

}  // namespace socketcheck::properties
