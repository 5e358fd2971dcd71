#include "properties/claims/claims.hpp"

#include <algorithm>

namespace socketcheck::properties {

bool needs_fresh_sockets(const Property& property) {
  return property.profile.life == Life::whole ||
         (property.alphabet != nullptr && !std::holds_alternative<model::StartPair>(property.alphabet->start));
}

bool needs_threads(const Property& property) {
  const auto begins = [](const model::Operation& call) { return std::holds_alternative<model::Begin>(call); };
  if (property.alphabet != nullptr) return std::any_of(property.alphabet->calls.begin(), property.alphabet->calls.end(), begins);
  return property.profile.weights[kind_of<model::Begin>()] > 0;
}

const std::vector<Property>& all_properties() {
  static const std::vector<Property> properties = [] {
    std::vector<Property> all;
    all.push_back(every_short_program_conforms());
    all.push_back(every_short_handshake_conforms());
    all.push_back(every_short_listener_conforms());
    all.push_back(every_short_urgent_program_conforms());
    all.push_back(every_short_sharing_conforms());
    all.push_back(every_short_blocked_program_conforms());
    all.push_back(every_short_blocked_accept_conforms());
    all.push_back(every_answer_is_one_the_model_allows());
    all.push_back(the_whole_life_of_a_connection());
    all.push_back(the_wire_may_do_anything());
    all.push_back(every_short_datagram_program_conforms());
    all.push_back(datagrams_do_what_the_model_allows());
    all.push_back(the_wire_may_do_anything_to_a_handshake());
    all.push_back(bytes_arrive_once_and_in_order());
    all.push_back(the_eof_comes_after_all_data_and_stays());
    all.push_back(a_write_to_a_closed_peer_is_answered_by_rst());
    all.push_back(unread_data_turns_close_into_rst());
    all.push_back(half_close_leaves_the_other_direction_alive());
    all.push_back(an_error_is_reported_once());
    all.push_back(readiness_is_sound_and_complete());
    all.push_back(urgent_data_stands_at_its_mark());
    all.push_back(options_are_kept_and_obeyed());
    all.push_back(blocked_calls_wake_up());
    all.push_back(the_books_balance());
    return all;
  }();
  return properties;
}

}  // namespace socketcheck::properties
