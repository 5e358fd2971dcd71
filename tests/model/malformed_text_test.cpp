// A malformed program is refused with the line and the column at which it stops being one.
#include <gtest/gtest.h>

#include "model/text/parse.hpp"

namespace socketcheck::tests {
namespace {

using model::ParseError;

struct Malformed {
  std::string_view name;
  std::string text;
  int line;
  int column;
  std::string message;
};
void PrintTo(const Malformed& malformed, std::ostream* out) { *out << malformed.text; }

const std::string start = "start pair a b\n";
const std::string options = ", SO_KEEPALIVE, SO_OOBINLINE, SO_REUSEADDR, SO_REUSEPORT, SO_RCVLOWAT, SO_RCVBUF or SO_SNDBUF";

const Malformed malformed[] = {
    {"Empty", "", 1, 1, "expected `start pair a b`, `start fresh`, `start listening a b` or `start datagrams a b`"},
    {"OnlyComments", "# nothing\n\n", 2, 1, "expected `start pair a b`, `start fresh`, `start listening a b` or `start datagrams a b`"},
    {"NoStart", "close(a)", 1, 1, "expected `start`"},
    {"UnknownStart", "start here", 1, 7, "expected `pair`, `fresh`, `listening` or `datagrams`"},
    {"StartWithoutSlots", "start pair", 1, 11, "expected a slot, a to h"},
    {"StartWithOneSlot", "start pair a", 1, 13, "expected a slot, a to h"},
    {"StartWithTheSameSlots", "start pair a a", 1, 15, "the two slots of a start are different ones"},
    {"StartWithMore", "start pair a b c", 1, 16, "expected the end of the line"},
    {"StartTwice", start + start, 2, 1, "there is no call `start`"},
    {"OtherVersion", "socketcheck 2\n" + start, 1, 1,
     "this is not version 1 of the format: the first line is `socketcheck 1`"},
    {"NoVersion", "socketcheck\n" + start, 1, 1,
     "this is not version 1 of the format: the first line is `socketcheck 1`"},
    {"VersionTooLate", start + "socketcheck 1", 2, 1, "there is no call `socketcheck`"},
    {"UnknownCall", start + "\n  ioctls(a)", 3, 3, "there is no call `ioctls`"},
    {"NotACall", start + "  -1", 2, 3, "expected a call"},
    {"NoParenthesis", start + "close a", 2, 7, "expected `(`"},
    {"NotClosed", start + "close(a", 2, 8, "expected `)`"},
    {"NoSlot", start + "close()", 2, 7, "expected a slot, a to h"},
    {"UnknownSlot", start + "close(i)", 2, 7, "expected a slot, a to h"},
    {"LongSlot", start + "close(ab)", 2, 7, "expected a slot, a to h"},
    {"TooManyArguments", start + "close(a, 1)", 2, 8, "expected `)`"},
    {"TooMuchBehindTheCall", start + "close(a) = 0", 2, 10, "expected the end of the line"},
    {"NoSize", start + "send(a)", 2, 7, "expected `,`"},
    {"SizeIsAWord", start + "send(a, many)", 2, 9, "expected a number from 0 to 1048576"},
    {"SizeIsNegative", start + "recv(a, -1)", 2, 9, "expected a number from 0 to 1048576"},
    {"SizeIsTooLarge", start + "send(a, 1048577)", 2, 9, "expected a number from 0 to 1048576"},
    {"SizeOverflows", start + "send(a, 99999999999999999999)", 2, 9, "expected a number from 0 to 1048576"},
    {"UnknownFlag", start + "send(a, 1, MSG_EOR)", 2, 12, "expected a flag of MSG_NOSIGNAL, MSG_DONTWAIT, MSG_MORE, MSG_OOB"},
    {"OtherFlagBesideUrgent", start + "recv(a, 1, MSG_OOB|MSG_TRUNC)", 2, 29, "expected no other flag than MSG_PEEK beside MSG_OOB"},
    {"NoBuffers", start + "sendmsg(a, 1)", 2, 13, "expected `in`"},
    {"TooFewBuffers", start + "recvmsg(a, 1 in 0)", 2, 17, "expected a number from 1 to 8"},
    {"TooManyBuffers", start + "sendmsg(a, 1 in 9)", 2, 17, "expected a number from 0 to 8"},
    {"LowWaterTooHigh", start + "setsockopt(a, SO_RCVLOWAT, 1001)", 2, 28, "expected a number from 0 to 1000"},
    {"SwitchIsTwo", start + "setsockopt(a, SO_KEEPALIVE, 2)", 2, 29, "expected a number from 0 to 1"},
    {"BeginOfACallThatNeverWaits", start + "begin close(a)", 2, 15, "expected recv, send, accept, connect, poll, select or epoll_wait"},
    {"BeginWithoutWaiting", start + "begin recv(a, 1, MSG_DONTWAIT)", 2, 31, "expected no other flag than MSG_PEEK"},
    {"BeginOfASendOfNothing", start + "begin send(a, 0)", 2, 17, "expected a send of 1 byte or more"},
    {"BeginOfAPollForNothing", start + "begin poll(a)", 2, 13, "expected `,`"},
    {"BeginOfASelectForTheFin", start + "begin select(a, POLLRDHUP)", 2, 27, "expected no POLLRDHUP, which select has not"},
    {"BeginOfAPollForAnError", start + "begin poll(a, POLLERR)", 2, 15, "expected an event of POLLIN, POLLPRI, POLLOUT, POLLRDHUP"},
    {"InterruptOfACallThatNeverWaits", start + "interrupt close(a)", 2, 11, "expected recv, send, accept, connect or poll"},
    {"FlagOfAnotherCall", start + "recv(a, 1, MSG_NOSIGNAL)", 2, 12, "expected a flag of MSG_PEEK, MSG_TRUNC, MSG_DONTWAIT, MSG_WAITALL, MSG_OOB"},
    {"FlagIsMissing", start + "recv(a, 1, MSG_PEEK|)", 2, 21, "expected a flag of MSG_PEEK, MSG_TRUNC, MSG_DONTWAIT, MSG_WAITALL, MSG_OOB"},
    {"UnknownHalf", start + "shutdown(a, SHUT_NONE)", 2, 13, "expected SHUT_RD, SHUT_WR or SHUT_RDWR"},
    {"UnknownOptionToSet", start + "setsockopt(a, SO_ERROR, 1)", 2, 15, "expected SO_LINGER, TCP_NODELAY, IP_RECVERR" + options},
    {"UnknownOptionToGet", start + "getsockopt(a, SO_TYPE)", 2, 15,
     "expected SO_ERROR, SO_LINGER, TCP_NODELAY, TCP_INFO" + options},
    {"NoDelayIsTwo", start + "setsockopt(a, TCP_NODELAY, 2)", 2, 28, "expected a number from 0 to 1"},
    {"LingerWithoutBraces", start + "setsockopt(a, SO_LINGER, 1, 5)", 2, 26, "expected `{`"},
    {"LingerTooLong", start + "setsockopt(a, SO_LINGER, {1, 65536})", 2, 30, "expected a number from 0 to 65535"},
    {"UnknownIoctl", start + "ioctl(a, FIONBIO)", 2, 10, "expected FIONREAD or SIOCOUTQ"},
    {"FreshWithSlots", "start fresh a", 1, 13, "expected the end of the line"},
    {"ListeningWithOneSlot", "start listening a", 1, 18, "expected a slot, a to h"},
    {"ListeningInOneSlot", "start listening a a", 1, 20, "the two slots of a start are different ones"},
    {"UnknownSlotForASocket", start + "i = socket()", 2, 1, "expected a slot, a to h"},
    {"SocketForNoSlot", start + "socket()", 2, 1, "expected a slot and = before socket"},
    {"AcceptForNoSlot", start + "accept(a)", 2, 9, "expected `, RLIMIT_NOFILE`, or a slot and = before accept"},
    {"AcceptAtAnotherLimit", start + "accept(a, RLIMIT_AS)", 2, 11, "expected `RLIMIT_NOFILE`"},
    {"AcceptAtALimitIntoASlot", start + "c = accept(a, RLIMIT_NOFILE)", 2, 13, "expected `)`"},
    {"BindEverywhereWithoutAPort", start + "bind(a, *:0)", 2, 11, "expected p, q or r"},
    {"ConnectAnywhereToASlot", start + "connect(a, *:b)", 2, 14, "expected p, q or r"},
    {"AcceptOfNothing", start + "c = accept()", 2, 12, "expected a slot, a to h"},
    {"SocketOfSomething", start + "c = socket(a)", 2, 12, "expected `)`"},
    {"ResultOfACallThatMakesNothing", start + "c = connect(a, p)", 2, 5, "expected socket, accept or dup"},
    {"UnknownPlace", start + "bind(a, s)", 2, 9, "expected p, q, r, 0, or *: and p, q or r"},
    {"PortToBind", start + "bind(a, 80)", 2, 9, "expected p, q, r, 0, or *: and p, q or r"},
    {"BacklogIsMissing", start + "listen(a)", 2, 9, "expected `,`"},
    {"BacklogIsTooLarge", start + "listen(a, 65536)", 2, 11, "expected a number from 0 to 65535"},
    {"ConnectToNothing", start + "connect(a)", 2, 10, "expected `,`"},
    {"ConnectToNowhere", start + "connect(a, x)", 2, 12, "expected p, q, r, 0, AF_UNSPEC or a slot, a to h"},
    {"DatagramsWithoutSlots", "start datagrams\n", 1, 16, "expected a slot, a to h"},
    {"SendToNobody", "start datagrams a b\nsendto(a, 1)", 2, 12, "expected `,`"},
    {"SendToNowhere", "start datagrams a b\nsendto(a, 1, x)", 2, 14, "expected p, q, r, 0 or a slot, a to h"},
    {"SendToOfTooMuch", "start datagrams a b\nsendto(a, 1048577, p)", 2, 11, "expected a number from 0 to 1048576"},
    {"RecvFromWithAnotherFlag", "start datagrams a b\nrecvfrom(a, 1, MSG_OOB)", 2, 16, "expected a flag of MSG_PEEK, MSG_TRUNC"},
    {"ErrorQueueWithASize", "start datagrams a b\nrecvmsg(a, MSG_ERRQUEUE, 1)", 2, 24, "expected `)`"},
    {"IpRecvErrIsNoNumber", "start datagrams a b\nsetsockopt(a, IP_RECVERR, 2)", 2, 27, "expected a number from 0 to 1"},
    {"BehindASemicolon", "start pair a b; close(a); close(x)", 3, 8, "expected a slot, a to h"},
    {"WithLinesOfWindows", "start pair a b\r\nclose(x)\r\n", 2, 7, "expected a slot, a to h"},
};

class AMalformedProgram : public testing::TestWithParam<Malformed> {};

TEST_P(AMalformedProgram, IsRefusedWhereItStopsBeingOne) {
  const auto result = model::parse_program(GetParam().text);
  const auto* error = std::get_if<ParseError>(&result);
  ASSERT_NE(error, nullptr);
  EXPECT_EQ(error->message, GetParam().message);
  EXPECT_EQ(error->line, GetParam().line);
  EXPECT_EQ(error->column, GetParam().column);
}

INSTANTIATE_TEST_SUITE_P(, AMalformedProgram, testing::ValuesIn(malformed),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(AProgramTooLong, IsRefusedAtItsFirstCallTooMany) {
  std::string text = start;
  for (int i = 0; i < 100'001; ++i) text += "poll(a)\n";
  const auto result = model::parse_program(text);
  const auto* error = std::get_if<ParseError>(&result);
  ASSERT_NE(error, nullptr);
  EXPECT_EQ(error->message, "more than 100000 calls");
  EXPECT_EQ(error->line, 100'002);
}

}  // namespace
}  // namespace socketcheck::tests
