#include "properties/report/ladder/travels.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "properties/report/packetdrill/segment_text.hpp"

namespace socketcheck::properties::ladder {
namespace {

using model::Segment;
using sut::Sighting;

namespace flag = model::flag;

// More segments of the same kind than this are drawn as one.
constexpr std::size_t most_alike = 4;

bool is_same(const Segment& one, const Segment& other) {
  return one.connection == other.connection && one.from == other.from && one.sequence == other.sequence &&
         one.acknowledgement == other.acknowledgement && one.length == other.length && one.flags == other.flags;
}

bool is_only_data(const Segment& s) { return s.length > 0 && !s.has(flag::fin) && !s.has(flag::syn); }
bool is_only_ack(const Segment& s) { return s.flags == flag::ack && s.length == 0; }

void add(std::string& text, const std::string& part) { text += (text.empty() ? "" : ", ") + part; }

std::string data_text(std::int64_t first, std::int64_t last) {
  return first == last ? fmt::format("data {}", first) : fmt::format("data {}..{}", first, last);
}

bool has_segment(const Sighting& one) {
  return one.kind != Sighting::Kind::released && one.kind != Sighting::Kind::looked;
}

// Every segment that travels at once is one arrow, which stands where it arrives.
std::vector<Travel> with_fates(const std::vector<Sighting>& sightings) {
  std::vector<Travel> all;
  std::vector<bool> has_arrived(sightings.size(), false);
  for (std::size_t i = 0; i < sightings.size(); ++i) {
    const Sighting& one = sightings[i];
    Travel travel{.sighting = one};
    if (has_segment(one)) travel.words = words_of(one);
    if (one.kind == Sighting::Kind::emitted) travel.fate = Fate::leaves;
    if (one.kind == Sighting::Kind::lost) travel.fate = Fate::is_lost;
    if (one.kind == Sighting::Kind::delivered && !one.segment.is_forged) {
      travel.fate = Fate::comes;
      for (std::size_t j = i; j-- > 0;)
        if (sightings[j].kind == Sighting::Kind::emitted && !has_arrived[j] &&
            is_same(sightings[j].segment, one.segment)) {
          has_arrived[j] = true;
          all[j].fate = travel.fate = Fate::arrives;
          break;
        }
    }
    all.push_back(std::move(travel));
  }
  return all;
}

// Drawn as an arrow, and not only where it has arrived.
bool is_arrow(const Travel& one) {
  return has_segment(one.sighting) && !(one.sighting.kind == Sighting::Kind::emitted && one.fate == Fate::arrives);
}

// Data of one end alone, with pure ACKs of it, during which no state changes.
struct Bulk {
  std::size_t end = 0;
  std::size_t segments = 0;
  std::int64_t up_to = 0;
  const Travel* last_data = nullptr;
  const Travel* last_ack = nullptr;
};

bool belongs(const Travel& one, const Travel& first) {
  const Segment& s = one.sighting.segment;
  return one.fate == first.fate && !s.is_forged && s.checksum_is_right && s.data_is_right &&
         (s.from == first.sighting.segment.from ? is_only_data(s) : is_only_ack(s));
}

Bulk bulk_from(const std::vector<Travel>& all, std::size_t begin) {
  Bulk bulk{.end = begin};
  const Travel& first = all[begin];
  for (; bulk.end < all.size(); ++bulk.end) {
    const Travel& one = all[bulk.end];
    const Segment& s = one.sighting.segment;
    if (one.sighting.states != first.sighting.states || s.connection != first.sighting.segment.connection) break;
    if (!is_arrow(one)) continue;
    if (!belongs(one, first)) break;
    if (s.length == 0) {
      bulk.last_ack = &one;
      continue;
    }
    ++bulk.segments;
    bulk.up_to = std::max(bulk.up_to, one.sighting.sequence + s.length - 1);
    bulk.last_data = &one;
  }
  return bulk;
}

}  // namespace

std::string Travels::text_of(const Sighting& one) {
  const Segment& s = one.segment;
  if (one.kind != Sighting::Kind::emitted)
    for (std::size_t i = texts_.size(); i-- > 0;)
      if (is_same(texts_[i].first, s) && !s.is_forged) return texts_[i].second;
  Said& said = said_[{s.connection, s.from}];
  const std::int64_t end = one.sequence + s.reach();
  std::string text;
  if (s.has(flag::rst)) add(text, fmt::format("RST {}", one.sequence));
  if (s.has(flag::syn)) add(text, fmt::format("SYN {}", one.sequence));
  if (s.length > 0) add(text, data_text(one.sequence, one.sequence + s.length - 1));
  if (s.has(flag::fin)) add(text, fmt::format("FIN {}", one.sequence + s.length));
  if (s.has(flag::ack) && !s.has(flag::rst) && (one.acknowledgement > said.acknowledged || text.empty()))
    add(text, fmt::format("ACK {}", one.acknowledgement));
  if (s.window == 0 && is_only_ack(s)) add(text, "window 0");
  if (!s.has(flag::rst) && s.reach() > 0 && end <= said.up_to) add(text, "again");
  if (s.is_forged) add(text, "forged");
  if (!s.checksum_is_right) add(text, "checksum wrong");
  if (!s.data_is_right) add(text, "wrong bytes");
  if (one.kind != Sighting::Kind::emitted) return text;
  if (!s.has(flag::rst)) said = {std::max(said.up_to, end), std::max(said.acknowledged, one.acknowledgement)};
  texts_.emplace_back(s, text);
  return text;
}

std::vector<Travel> Travels::of(const std::vector<Sighting>& sightings) {
  std::vector<Travel> all = with_fates(sightings);
  for (Travel& one : all) {
    std::string text = has_segment(one.sighting) ? text_of(one.sighting) : "";
    if (is_arrow(one)) one.text = std::move(text);
  }
  std::vector<Travel> told;
  for (std::size_t i = 0; i < all.size();) {
    const Bulk bulk = is_arrow(all[i]) && is_only_data(all[i].sighting.segment) ? bulk_from(all, i) : Bulk{};
    if (bulk.segments <= most_alike) {
      told.push_back(all[i++]);
      continue;
    }
    told.push_back(*bulk.last_data);
    told.back().text = data_text(all[i].sighting.sequence, bulk.up_to) + fmt::format(" ({})", bulk.segments);
    if (bulk.last_ack != nullptr) told.push_back(*bulk.last_ack);
    i = bulk.end;
  }
  return told;
}

}  // namespace socketcheck::properties::ladder
