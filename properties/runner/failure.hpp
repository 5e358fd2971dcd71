// What a run came to, and how a program failed.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/arrivals/settle.hpp"
#include "sut/stack.hpp"
#include "sut/wire/sighting.hpp"

namespace socketcheck::properties {

struct AllowedLine {
  std::string answer;
  std::string rule;
  std::string source;
  std::optional<model::Allowed> set;  // the answer as a set; empty where it is no call's
};

// Where in the suite's looking the stack was caught.
enum class FailureKind : unsigned char {
  answer,   // a call answered what no rule allows
  bytes,    // a read returned other bytes than were written
  glance,   // between two calls a socket showed what no world shows
  end,      // the books at the end don't balance
  invariant, // the whole trace breaks a statement that needs no model
  frame,     // an end emitted a segment that no rule allows, or owes one
  waiting,   // a call that was out did not return, or returned what no rule allows
  death,     // the stack did not survive the call: its kernel panicked or hung
};

struct Failure {
  FailureKind kind = FailureKind::answer;
  std::size_t step = 0;  // the call that broke, from 0; the number of calls: after the last one
  std::string subject;   // `poll(b)` where the suite's own look was answered wrongly; empty for the call itself
  std::string seen;
  std::vector<AllowedLine> allowed;
  std::string owed;  // what was on its way and did not come; may be empty
  std::string worlds_before;
  std::size_t possible_worlds = 0;
  bool after_deadline = false;  // it was still so when the deadline passed

  const std::string& rule() const { return allowed.front().rule; }
  // Two failures with the same signature are the same finding.
  std::string signature() const;
  bool is_same_as(const Failure& other) const { return kind == other.kind && rule() == other.rule(); }
};

struct Conforms {};
using Outcome = std::variant<Conforms, Failure, sut::CouldNotTest>;

inline const Failure* failure_of(const Outcome& outcome) { return std::get_if<Failure>(&outcome); }

// One step as it is kept for people: the call, what was allowed, what was seen.
struct Step {
  std::string call;
  std::vector<AllowedLine> allowed;
  std::string seen;
  std::string worlds_after;
  model::Answer answer;  // what was seen
  // Where the wire is the suite's: what travelled from then on until the next step, and a world that explains all of it.
  std::vector<sut::Sighting> sightings = {};
  std::optional<model::World> world = {};
  // Where calls were out: those that explain what each of them has returned.
  model::Worlds worlds = {};
};

}  // namespace socketcheck::properties
