#include "model/datagrams/book.hpp"

#include "model/datagrams/arrival.hpp"
#include "model/datagrams/asking.hpp"
#include "model/datagrams/naming.hpp"
#include "model/datagrams/ending.hpp"
#include "model/datagrams/recv.hpp"
#include "model/datagrams/send.hpp"

namespace socketcheck::model::datagrams {
namespace {

// One line for each operation: the standards' rows, and those that Linux puts in their place.
Book make_book(std::string_view name, Choice choice) {
  Book book(name);
  const auto add = [&]<class Op>(std::string_view operation, std::span<const Rule<Op>> standard,
                                 std::span<const Rule<Op>> of_linux) {
    add_rows(book, choice, operation, book.datagram_rows_of<Op>(), standard, of_linux);
  };
  add("socket", all(new_socket_rules), none<Rule<NewSocket>>());
  add("bind", all(bind_rules), all(linux_bind_rules));
  add("connect", all(connect_rules), all(linux_connect_rules));
  add("connect to port 0", all(connect_to_port_zero_rules), all(linux_connect_to_port_zero_rules));
  add("connect AF_UNSPEC", all(disconnect_rules), all(linux_disconnect_rules));
  add("getsockname", all(get_sock_name_rules), all(linux_get_sock_name_rules));
  add("getpeername", all(get_peer_name_rules), all(linux_get_peer_name_rules));
  add("send", all(send_rules), all(linux_send_rules));
  add("sendto", all(send_to_rules), all(linux_send_to_rules));
  add("recv", all(recv_rows.of), all(linux_recv_rows.of));
  add("recvfrom", all(recv_from_rows.of), all(linux_recv_from_rows.of));
  add("poll", all(poll_rules), all(linux_poll_rules));
  add("getsockopt SO_ERROR", all(get_error_rules), none<Rule<GetError>>());
  add("ioctl FIONREAD", all(unread_bytes_rules), all(linux_unread_bytes_rules));
  add("shutdown", all(shutdown_rules), all(linux_shutdown_rules));
  add("close", all(close_rules), none<Rule<Close>>());
  add("dup", all(dup_rules), none<Rule<Dup>>());
  add("listen", all(listen_rules), all(linux_listen_rules));
  add("accept", all(accept_rules), all(linux_accept_rules));
  add("setsockopt IP_RECVERR", all(set_keep_errors_rules), none<Rule<SetKeepErrors>>());
  add("recvmsg MSG_ERRQUEUE", all(take_kept_error_rules), all(linux_take_kept_error_rules));
  add("setsockopt SO_RCVBUF", all(set_option_rules), none<Rule<SetOption>>());
  add("getsockopt SO_RCVBUF", all(get_option_rules), all(linux_get_option_rules));
  add_rows(book, choice, "arrival of a datagram", book.datagram_arrivals(), all(arrival_rules), all(linux_arrival_rules));
  return book;
}

}  // namespace

const Books& books() {
  static const Books books(make_book);
  return books;
}

}  // namespace socketcheck::model::datagrams
