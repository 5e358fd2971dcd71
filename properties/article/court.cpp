#include "properties/article/court.hpp"

#include <fmt/format.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <sstream>

#include "properties/article/scene.hpp"

namespace socketcheck::properties::article {
namespace {

constexpr unsigned longest = 60;  // seconds that a claim may take

bool raise_loopback() {
  const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq request{};
  std::strcpy(request.ifr_name, "lo");
  const bool known = ioctl(fd, SIOCGIFFLAGS, &request) == 0;
  request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP);
  const bool up = known && ioctl(fd, SIOCSIFFLAGS, &request) == 0;
  ::close(fd);
  return up;
}

bool enter_own_network() {
  return (unshare(CLONE_NEWNET) == 0 || unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0) && raise_loopback();
}

bool apply(const Setting& setting) {
  std::ofstream file("/proc/sys/" + setting.file);
  file << setting.value << std::flush;
  return file.good();
}

Verdict decide_here(const Claim& claim, const Site& site) {
  const bool own_network = enter_own_network();
  if (!own_network && !site.settings.empty()) return not_tested("no network of one's own can be made here");
  for (const Setting& setting : site.settings)
    if (!apply(setting)) return not_tested("can't be set: " + setting.file);
  Scene scene(*site.calls, site.family, own_network, site.wire);
  Verdict verdict = claim.decide(scene);
  verdict.evidence = scene.evidence();
  return verdict;
}

void write_all(int fd, const std::string& text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const ssize_t wrote = ::write(fd, text.data() + at, text.size() - at);
    if (wrote <= 0) return;
    at += static_cast<std::size_t>(wrote);
  }
}

std::string read_all(int fd) {
  std::string text;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::read(fd, buffer, sizeof buffer)) > 0;) text.append(buffer, static_cast<std::size_t>(got));
  return text;
}

// The verdict's parts, a line each.
std::string to_lines(const Verdict& verdict) {
  std::string text = fmt::format("{}\n{}\n", static_cast<int>(verdict.ruling), verdict.why);
  for (const std::string& line : verdict.evidence) text += line + "\n";
  return text;
}

Verdict from_lines(const std::string& text) {
  std::istringstream lines(text);
  Verdict verdict;
  std::string line;
  std::getline(lines, line);
  verdict.ruling = static_cast<Ruling>(std::stoi(line));
  std::getline(lines, verdict.why);
  while (std::getline(lines, line)) verdict.evidence.push_back(line);
  return verdict;
}

}  // namespace

std::string_view show(Ruling ruling) {
  switch (ruling) {
    case Ruling::holds: return "holds";
    case Ruling::holds_if: return "holds if";
    case Ruling::does_not_hold: return "does not hold";
    case Ruling::not_tested: return "not tested, because";
  }
  return "";
}

Verdict decide(const Claim& claim, const Site& site) {
  int ends[2];
  if (pipe(ends) != 0) return not_tested(std::strerror(errno));
  const pid_t child = fork();
  if (child == 0) {
    ::close(ends[0]);
    signal(SIGALRM, SIG_DFL);
    alarm(longest);
    write_all(ends[1], to_lines(decide_here(claim, site)));
    _exit(0);
  }
  ::close(ends[1]);
  const std::string text = child < 0 ? "" : read_all(ends[0]);
  ::close(ends[0]);
  int status = 0;
  if (child > 0) waitpid(child, &status, 0);
  if (text.empty())
    return not_tested(WIFSIGNALED(status) ? fmt::format("its process was ended by {}", strsignal(WTERMSIG(status))) : "its process came to no verdict");
  return from_lines(text);
}

std::string table_of(const std::vector<Decided>& decided) {
  std::string text = "| claim | | verdict | evidence |\n|---|---|---|---|\n";
  for (const auto& [claim, verdict] : decided) {
    std::string evidence;
    for (const std::string& line : verdict.evidence) evidence += (evidence.empty() ? "`" : "; `") + line + "`";
    const std::string ruling = fmt::format("**{}**{}{}", show(verdict.ruling), verdict.why.empty() ? "" : verdict.ruling == Ruling::does_not_hold ? ": " : " ", verdict.why);
    text += fmt::format("| C{} | {} | {} | {} |\n", claim->number, claim->sentence, ruling, evidence);
  }
  return text;
}

}  // namespace socketcheck::properties::article
