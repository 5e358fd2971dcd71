#include <fmt/format.h>

#include "model/rules/flavours.hpp"
#include "properties/command_line/commands.hpp"
#include "properties/examples/examples.hpp"
#include "properties/property.hpp"
#include "sut/stacks.hpp"

namespace socketcheck::properties {
namespace {

void list_properties() {
  for (const Property& property : all_properties())
    fmt::print("{:<40} {}\n{:<40} {}\n", property.name, property.sentence, "", property.source);
}

void list_stacks() {
  for (const auto* stacks : sut::all_kinds_of_stacks())
    for (const sut::StackEntry& stack : *stacks)
      fmt::print("{:<38} {}{}\n", stack.name, stack.description, stack.by_default ? "" : " (only by name)");
}

void list_rules(model::Transport transport, std::string_view of) {
  for (const auto name : model::flavour_names()) {
    const model::Book& book = *model::flavour(name, transport);
    fmt::print("# Flavour {}{}: {} rules\n\n| operation | rule | source | refines | deviates from |\n|---|---|---|---|---|\n", name,
               of, book.rows().size());
    for (const model::RowText& row : book.rows())
      fmt::print("| {} | {} | {} | {} | {} |\n", row.operation, row.id, row.source, row.refines, row.deviates);
    fmt::print("\n");
  }
}

void list_all_rules() {
  list_rules(model::Transport::stream, "");
  list_rules(model::Transport::datagram, " of UDP");
}

void list_deviations() {
  for (const auto transport : {model::Transport::stream, model::Transport::datagram})
    for (const auto name : model::flavour_names())
      for (const model::RowText& row : model::flavour(name, transport)->rows())
        if (!row.deviates.empty()) fmt::print("{}\n  instead of {}\n  {}\n", row.id, row.deviates, row.source);
}

void list_examples() {
  for (const NamedExample& example : named_examples()) fmt::print("{:<24} {}\n", example.name, example.sentence);
}

}  // namespace

int list(const std::string& what) {
  if (what == "properties") list_properties();
  else if (what == "stacks") list_stacks();
  else if (what == "rules") list_all_rules();
  else if (what == "deviations") list_deviations();
  else if (what == "examples") list_examples();
  else if (what == "claims") list_claims();
  else return usage_error(fmt::format("there is no list of `{}`: properties, stacks, rules, deviations, examples or claims", what));
  return exit_status::conforms;
}

}  // namespace socketcheck::properties
