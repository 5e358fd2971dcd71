// The claims: one file each.
#pragma once

#include "properties/property.hpp"

namespace socketcheck::properties {

Property every_short_program_conforms();
Property every_short_handshake_conforms();
Property every_short_listener_conforms();
Property every_short_urgent_program_conforms();
Property every_short_sharing_conforms();
Property every_short_blocked_program_conforms();
Property every_short_blocked_accept_conforms();
Property every_answer_is_one_the_model_allows();
Property the_whole_life_of_a_connection();
Property the_wire_may_do_anything();
Property every_short_datagram_program_conforms();
Property datagrams_do_what_the_model_allows();
Property the_wire_may_do_anything_to_a_handshake();
Property bytes_arrive_once_and_in_order();
Property the_eof_comes_after_all_data_and_stays();
Property a_write_to_a_closed_peer_is_answered_by_rst();
Property unread_data_turns_close_into_rst();
Property half_close_leaves_the_other_direction_alive();
Property an_error_is_reported_once();
Property readiness_is_sound_and_complete();
Property urgent_data_stands_at_its_mark();
Property options_are_kept_and_obeyed();
Property blocked_calls_wake_up();
Property the_books_balance();

}  // namespace socketcheck::properties
