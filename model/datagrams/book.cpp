#include "model/datagrams/book.hpp"

#include "model/datagrams/arrival.hpp"
#include "model/datagrams/asking.hpp"
#include "model/datagrams/naming.hpp"
#include "model/datagrams/ending.hpp"
#include "model/datagrams/recv.hpp"
#include "model/datagrams/send.hpp"

namespace socketcheck::model::datagrams {
namespace {

enum class Choice { standard, of_linux, standard_with_deviations_of_linux };

template <class RuleType, std::size_t N>
constexpr std::span<const RuleType> all(const RuleType (&rows)[N]) {
  return rows;
}
template <class Op>
constexpr std::span<const Rule<Op>> none() {
  return {};
}

// One line for each operation: the standards' rows, and those that Linux puts in their place.
Book make_book(std::string_view name, Choice choice) {
  Book book(name);
  const auto add_to = [&]<class RuleType>(std::string_view operation, std::vector<Row<RuleType>>& rows,
                                          std::span<const RuleType> standard, std::span<const RuleType> of_linux) {
    switch (choice) {
      case Choice::standard: return book.add(operation, rows, standard, {});
      case Choice::of_linux: return book.add(operation, rows, standard, of_linux);
      case Choice::standard_with_deviations_of_linux:
        return book.add_with_deviations(operation, rows, standard, of_linux);
    }
  };
  const auto add = [&]<class Op>(std::string_view operation, std::span<const Rule<Op>> standard,
                                 std::span<const Rule<Op>> of_linux) {
    add_to(operation, book.datagram_rows_of<Op>(), standard, of_linux);
  };
  add("socket", all(new_socket_rules), none<NewSocket>());
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
  add("getsockopt SO_ERROR", all(get_error_rules), none<GetError>());
  add("ioctl FIONREAD", all(unread_bytes_rules), all(linux_unread_bytes_rules));
  add("shutdown", all(shutdown_rules), all(linux_shutdown_rules));
  add("close", all(close_rules), none<Close>());
  add("dup", all(dup_rules), none<Dup>());
  add("listen", all(listen_rules), all(linux_listen_rules));
  add("accept", all(accept_rules), all(linux_accept_rules));
  add("setsockopt IP_RECVERR", all(set_keep_errors_rules), none<SetKeepErrors>());
  add("recvmsg MSG_ERRQUEUE", all(take_kept_error_rules), all(linux_take_kept_error_rules));
  add("setsockopt SO_RCVBUF", all(set_option_rules), none<SetOption>());
  add("getsockopt SO_RCVBUF", all(get_option_rules), all(linux_get_option_rules));
  add_to("arrival of a datagram", book.datagram_arrivals(), all(arrival_rules), all(linux_arrival_rules));
  return book;
}

}  // namespace

const Book* flavour(std::string_view name) {
  static const Book standard = make_book("standard", Choice::standard);
  static const Book of_linux = make_book("linux", Choice::of_linux);
  for (const Book* book : {&standard, &of_linux})
    if (book->flavour() == name) return book;
  return nullptr;
}

const Book* flavour_for(std::string_view name, std::string_view own) {
  static const Book standard_on_linux = make_book("standard", Choice::standard_with_deviations_of_linux);
  if (name == "standard" && own == "linux") return &standard_on_linux;
  return flavour(name);
}

}  // namespace socketcheck::model::datagrams
