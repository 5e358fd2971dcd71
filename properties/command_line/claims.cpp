// `check --claims` and `list claims`.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "model/text/parse.hpp"
#include "properties/article/court.hpp"
#include "properties/command_line/commands.hpp"
#include "properties/report/environment.hpp"
#include "properties/report/html/page.hpp"
#include "sut/kernel/socket_stack.hpp"
#include "sut/stacks.hpp"

namespace socketcheck::properties {
namespace {

using article::Claim;
using article::Decided;

nlohmann::json claims_json(const std::vector<Decided>& decided, const std::string& stack) {
  nlohmann::json claims = nlohmann::json::array();
  for (const auto& [claim, verdict] : decided)
    claims.push_back({{"claim", fmt::format("C{}", claim->number)}, {"sentence", claim->sentence}, {"verdict", article::show(verdict.ruling)},
                      {"why", verdict.why}, {"evidence", verdict.evidence}, {"program", claim->program}});
  return {{"version", 1}, {"kernel", kernel_name()}, {"stack", stack}, {"environment", sysctls_in_force()}, {"claims", claims}};
}

std::string write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path);
  file << text << std::flush;
  return file ? "" : fmt::format("{}: can't be written", path.string());
}

// claims.json, and report.html: that of an earlier check keeps what it has, and gets the ledger.
std::string write_ledger(const std::vector<Decided>& decided, const std::string& stack, const std::filesystem::path& out) {
  if (const std::string problem = write(out / "claims.json", claims_json(decided, stack).dump(2) + "\n"); !problem.empty()) return problem;
  std::ifstream file(out / "report.html");
  const std::string page = with_claims({std::istreambuf_iterator<char>(file), {}}, out);
  return write(out / "report.html", page.empty() ? claims_html(out) : page);
}

// A program about UDP, or about the wire, is for such a stack beside the one that the claims were put to.
std::string_view stack_for(const Claim& claim, std::string_view name) {
  const auto parsed = model::parse_program(claim.program);
  const auto* program = std::get_if<model::Program>(&parsed);
  const bool needs_the_wire = program != nullptr && model::needs_the_wire(*program);
  if (needs_the_wire) return name == "linux-tcp6" ? "linux-wire6" : "linux-wire4";
  if (program == nullptr || model::transport_of(program->start) == model::Transport::stream) return name;
  return name == "linux-tcp6" || name == "linux-udp6" ? "linux-udp6" : "linux-udp4";
}

int check_on(const std::string& name, const std::string& out) {
  const sut::StackEntry* entry = sut::find_stack(name);
  if (entry == nullptr) return usage_error(fmt::format("there is no stack `{}`; see `socketcheck list stacks`", name));
  const auto stack = entry->make();
  auto* sockets = dynamic_cast<sut::SocketStack*>(stack.get());
  if (sockets == nullptr) return usage_error(fmt::format("`{}` has no socket calls of its own; the claims need them", name));
  std::vector<Decided> decided;
  for (const Claim& claim : article::all_claims())
    decided.push_back({&claim, article::decide(claim, {.calls = &sockets->calls(), .family = sockets->family()})});
  fmt::print("The article's claims @ {}   ({})\n\n{}\n", name, kernel_name(), article::table_of(decided));
  const auto directory = std::filesystem::path(out) / "claims";
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  for (const Claim& claim : article::all_claims())
    if (!claim.program.empty())
      std::ofstream(directory / fmt::format("C{}.txt", claim.number)) << "socketcheck 1\n# stack " << stack_for(claim, name) << "\n" << claim.program << "\n";
  if (const std::string problem = write_ledger(decided, name, out); !problem.empty()) {
    fmt::print(stderr, "socketcheck: {}\n", problem);
    return exit_status::could_not_test;
  }
  fmt::print("the ledger: {}\n", (std::filesystem::path(out) / "report.html").string());
  return exit_status::conforms;
}

}  // namespace

int check_claims(const CheckOptions& options) {
  if (options.stacks.size() > 1) return usage_error("--claims takes one --stack");
  return check_on(options.stacks.empty() ? "linux-tcp4" : options.stacks.front(), options.out);
}

void list_claims() {
  for (const Claim& claim : article::all_claims())
    fmt::print("C{:<3} {}\n{}", claim.number, claim.sentence, claim.program.empty() ? "" : fmt::format("     {}\n", claim.program));
}

}  // namespace socketcheck::properties
