#include "model/rules/flavours.hpp"

namespace socketcheck::model {
namespace {

struct Standard {
  template <class RuleType>
  static std::span<const RuleType> choose(std::span<const RuleType>) {
    return {};
  }
};

struct Linux {
  template <class RuleType>
  static std::span<const RuleType> choose(std::span<const RuleType> rows) {
    return rows;
  }
};

template <class Op>
constexpr std::span<const Rule<Op>> none() {
  return {};
}

template <class Op, std::size_t N>
constexpr std::span<const Rule<Op>> all(const Rule<Op> (&rows)[N]) {
  return rows;
}
template <std::size_t N>
constexpr std::span<const ArrivalRule> all(const ArrivalRule (&rows)[N]) {
  return rows;
}

// One line for each operation: the standards' rows, and those that Linux puts in their place.
template <class Flavour>
Book make_book(std::string_view name) {
  Book book(name);
  const auto add = [&]<class Op>(std::string_view operation, std::span<const Rule<Op>> standard,
                                 std::span<const Rule<Op>> of_linux) {
    book.add(operation, book.rows_of<Op>(), standard, Flavour::choose(of_linux));
  };
  add("send", all(send_rules), all(linux_send_rules));
  add("recv", all(recv_rules), all(linux_recv_rules));
  add("shutdown", all(shutdown_rules), all(linux_shutdown_rules));
  add("close", all(close_rules), all(linux_close_rules));
  add("abort", all(abort_rules), none<Abort>());
  add("poll", all(poll_rules), all(linux_poll_rules));
  add("getsockopt SO_ERROR", all(get_error_rules), all(linux_get_error_rules));
  add("setsockopt SO_LINGER", all(set_linger_rules), all(linux_set_linger_rules));
  add("getsockopt SO_LINGER", all(get_linger_rules), all(linux_get_linger_rules));
  add("setsockopt TCP_NODELAY", all(set_no_delay_rules), all(linux_set_no_delay_rules));
  add("getsockopt TCP_NODELAY", all(get_no_delay_rules), all(linux_get_no_delay_rules));
  add("getsockname", all(get_sock_name_rules), all(linux_get_sock_name_rules));
  add("getpeername", all(get_peer_name_rules), all(linux_get_peer_name_rules));
  add("ioctl FIONREAD", all(unread_bytes_rules), all(linux_unread_bytes_rules));
  add("getsockopt TCP_INFO", all(tcp_info_rules), all(linux_tcp_info_rules));

  ArrivalRows& arrivals = book.arrivals();
  book.add("arrival of data", arrivals.data, all(data_rules), Flavour::choose(all(linux_data_rules)));
  book.add("arrival of a FIN", arrivals.fin, all(fin_rules), std::span<const ArrivalRule>{});
  book.add("arrival of a RST", arrivals.reset, all(reset_rules), Flavour::choose(all(linux_reset_rules)));
  book.add("arrival of a FIN's ACK", arrivals.ack_of_fin, all(ack_of_fin_rules), std::span<const ArrivalRule>{});
  return book;
}

}  // namespace

const Book* flavour(std::string_view name) {
  static const Book standard = make_book<Standard>("standard");
  static const Book of_linux = make_book<Linux>("linux");
  for (const Book* book : {&standard, &of_linux})
    if (book->flavour() == name) return book;
  return nullptr;
}

std::vector<std::string_view> flavour_names() { return {"standard", "linux"}; }

}  // namespace socketcheck::model
