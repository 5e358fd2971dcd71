#include "model/rules/flavours.hpp"

#include "model/datagrams/book.hpp"

namespace socketcheck::model {
namespace {

// One line for each operation: the standards' rows, and those that Linux puts in their place.
Book make_book(std::string_view name, Choice choice) {
  Book book(name);
  const auto add = [&]<class Op>(std::string_view operation, std::span<const Rule<Op>> standard,
                                 std::span<const Rule<Op>> of_linux) {
    add_rows(book, choice, operation, book.rows_of<Op>(), standard, of_linux);
  };
  add("send", all(send_rules), all(linux_send_rules));
  add("recv", all(recv_rules), all(linux_recv_rules));
  add("recv MSG_OOB", all(recv_urgent_rules), all(linux_recv_urgent_rules));
  add("sockatmark", all(at_mark_rules), all(linux_at_mark_rules));
  add("shutdown", all(shutdown_rules), all(linux_shutdown_rules));
  add("close", all(close_rules), all(linux_close_rules));
  add("abort", all(abort_rules), all(linux_abort_rules));
  add("poll", all(poll_rules), all(linux_poll_rules));
  add("getsockopt SO_ERROR", all(get_error_rules), all(linux_get_error_rules));
  add("setsockopt SO_LINGER", all(set_linger_rules), all(linux_set_linger_rules));
  add("getsockopt SO_LINGER", all(get_linger_rules), all(linux_get_linger_rules));
  add("setsockopt TCP_NODELAY", all(set_no_delay_rules), all(linux_set_no_delay_rules));
  add("getsockopt TCP_NODELAY", all(get_no_delay_rules), all(linux_get_no_delay_rules));
  add("setsockopt", all(set_option_rules), all(linux_set_option_rules));
  add("getsockopt", all(get_option_rules), all(linux_get_option_rules));
  add("getsockname", all(get_sock_name_rules), all(linux_get_sock_name_rules));
  add("getpeername", all(get_peer_name_rules), all(linux_get_peer_name_rules));
  add("ioctl FIONREAD", all(unread_bytes_rules), all(linux_unread_bytes_rules));
  add("ioctl SIOCOUTQ", all(unacknowledged_bytes_rules), all(linux_unacknowledged_bytes_rules));
  add("getsockopt TCP_INFO", all(tcp_info_rules), all(linux_tcp_info_rules));
  add("socket", all(new_socket_rules), none<Rule<NewSocket>>());
  add("bind", all(bind_rules), all(linux_bind_rules));
  add("listen", all(listen_rules), all(linux_listen_rules));
  add("connect", all(connect_rules), all(linux_connect_rules));
  add("connect AF_UNSPEC", all(disconnect_rules), all(linux_disconnect_rules));
  add("accept", all(accept_rules), all(linux_accept_rules));
  add("accept at RLIMIT_NOFILE", all(accept_at_limit_rules), all(linux_accept_at_limit_rules));
  add("dup", all(dup_rules), none<Rule<Dup>>());

  ArrivalRows& arrivals = book.arrivals();
  const auto add_arrivals = [&](std::string_view of, std::vector<Row<ArrivalRule>>& rows, std::span<const ArrivalRule> standard,
                                std::span<const ArrivalRule> of_linux) { add_rows(book, choice, of, rows, standard, of_linux); };
  add_arrivals("arrival of data", arrivals.data, all(data_rules), all(linux_data_rules));
  add_arrivals("arrival of a FIN", arrivals.fin, all(fin_rules), none<ArrivalRule>());
  add_arrivals("arrival of a RST", arrivals.reset, all(reset_rules), all(linux_reset_rules));
  add_arrivals("arrival of a FIN's ACK", arrivals.ack_of_fin, all(ack_of_fin_rules), none<ArrivalRule>());
  add_arrivals("arrival of a SYN", arrivals.syn, all(syn_rules), all(linux_syn_rules));
  return book;
}

const Books& books() {
  static const Books books(make_book);
  return books;
}

}  // namespace

const Book* flavour(std::string_view name, Transport transport) {
  return transport == Transport::datagram ? datagrams::books().flavour(name) : books().flavour(name);
}

const Book* flavour_for(std::string_view name, std::string_view own, Transport transport) {
  return transport == Transport::datagram ? datagrams::books().flavour_for(name, own) : books().flavour_for(name, own);
}

std::vector<std::string_view> flavour_names() { return {"standard", "linux"}; }

}  // namespace socketcheck::model
