// Programs as text: what is shown can be read again, and what can't be read is told by line and column.
#include "model/text/parse.hpp"

#include <gtest/gtest.h>

#include "model/text/show.hpp"
#include "properties/generators/random_program.hpp"
#include "tests/model/configurations.hpp"
#include "tests/model/datagram_worlds.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

Program parsed(std::string_view text) {
  const auto result = parse_program(text);
  if (const auto* error = std::get_if<ParseError>(&result)) {
    ADD_FAILURE() << error->line << ":" << error->column << ": " << error->message;
    return {};
  }
  return std::get<Program>(result);
}

TEST(Text, OfARandomProgramIsReadAgain) {
  const properties::Profile of_a_pair{.weights = properties::balanced_weights(), .flags = 0.5};
  const properties::Profile whole{.life = properties::Life::whole, .weights = properties::weights_of_a_whole_life(), .flags = 0.5};
  const properties::Profile datagrams{.life = properties::Life::datagrams, .weights = properties::weights_of_datagrams(), .flags = 0.5, .other_flags = 0.2};
  const properties::Profile blocked{.life = properties::Life::either,
                                    .weights = properties::balanced_weights().with<Begin>(20).with<Interrupt>(10), .flags = 0.5};
  for (const auto* profile : {&of_a_pair, &whole, &datagrams, &blocked})
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
      const Program program = properties::draw_program(*profile, {}, properties::random_for(seed, "text", "none", 0));
      ASSERT_EQ(parsed(show(program)), program) << show(program);
      ASSERT_EQ(parsed(show_file(program)), program) << show_file(program);
    }
}

TEST(Text, OfEveryCallIsReadAgain) {
  const Program program{StartPair{}, every_call()};
  EXPECT_EQ(parsed(show(program)), program);
}

TEST(Text, OfEveryDatagramCallIsReadAgain) {
  const Program program{StartDatagrams{}, every_datagram_call()};
  EXPECT_EQ(parsed(show(program)), program);
}

TEST(Text, OfDatagramCallsIsThatOfStrace) {
  EXPECT_EQ(show(SendTo{Slot::a, 5, Place::q}), "sendto(a, 5, q)");
  EXPECT_EQ(show(SendTo{Slot::a, 5, Place::none, Slot::c}), "sendto(a, 5, c)");
  EXPECT_EQ(show(SendTo{.slot = Slot::a, .size = 5, .port_zero = true}), "sendto(a, 5, 0)");
  EXPECT_EQ(show(RecvFrom{Slot::b, 1, true, true}), "recvfrom(b, 1, MSG_PEEK|MSG_TRUNC)");
  EXPECT_EQ(show(ConnectToPortZero{Slot::b}), "connect(b, 0)");
  EXPECT_EQ(show(SetKeepErrors{Slot::b, false}), "setsockopt(b, IP_RECVERR, 0)");
  EXPECT_EQ(show(TakeKeptError{Slot::b}), "recvmsg(b, MSG_ERRQUEUE)");
  EXPECT_EQ(show(RecvFrom{}, Answer{.value = 2, .from = static_cast<std::uint8_t>(Place::p)}), "2 from p");
  EXPECT_EQ(show(RecvFrom{}, Answer{.value = 2, .from = place_elsewhere}), "2 from elsewhere");
}

TEST(Text, OfAnyTwoSlotsIsReadAgain) {
  const Program program{StartPair{Slot::h, Slot::c}, {Close{Slot::c}, Shutdown{Slot::h, Half::both}}};
  EXPECT_EQ(show(program), "start pair h c\nclose(c)\nshutdown(h, SHUT_RDWR)\n");
  EXPECT_EQ(parsed(show(program)), program);
}

TEST(Text, OfEveryStartIsReadAgain) {
  for (const auto& [start, text] : std::initializer_list<std::pair<Start, std::string>>{
           {StartFresh{}, "start fresh\n"}, {StartDatagrams{Slot::b, Slot::d}, "start datagrams b d\n"}, {StartListening{Slot::c, Slot::a}, "start listening c a\n"}}) {
    EXPECT_EQ(show(Program{start, {}}), text);
    EXPECT_EQ(parsed(text), (Program{start, {}}));
  }
}

TEST(Text, OfTheCallsThatMakeSomethingNamesTheSlotFirst) {
  EXPECT_EQ(show(NewSocket{Slot::b}), "b = socket()");
  EXPECT_EQ(show(Accept{Slot::a, Slot::c}), "c = accept(a)");
  EXPECT_EQ(show(Dup{Slot::a, Slot::h}), "h = dup(a)");
  EXPECT_EQ(show(Bind{Slot::a, Place::r}), "bind(a, r)");
  EXPECT_EQ(show(Bind{Slot::a}), "bind(a, 0)");
  EXPECT_EQ(show(Connect{Slot::b, Place::p}), "connect(b, p)");
  EXPECT_EQ(show(Connect{Slot::b, Place::none, Slot::a}), "connect(b, a)");
  EXPECT_EQ(show(Disconnect{Slot::b}), "connect(b, AF_UNSPEC)");
}

const Program one_close{{}, {Close{Slot::a}}};

TEST(Text, HasCommentsAndEmptyLines) {
  EXPECT_EQ(parsed("# why\n\nstart pair a b  # connected\n  # nothing yet\nclose(a)# now\n"), one_close);
}

TEST(Text, MayNameTheVersionOfItsFormat) {
  EXPECT_EQ(parsed("socketcheck 1\nstart pair a b\nclose(a)\n"), one_close);
  EXPECT_EQ(parsed("socketcheck 1  # the format\nstart pair a b\nclose(a)\n"), one_close);
}

TEST(Text, MayBeOneLineWithSemicolons) {
  EXPECT_EQ(parsed("start pair a b; close(a)"), one_close);
  EXPECT_EQ(parsed("socketcheck 1; start pair a b;; close(a);"), one_close);
}

TEST(Text, MayHaveLinesOfWindows) {
  EXPECT_EQ(parsed("socketcheck 1\r\nstart pair a b\r\n\r\nclose(a)\r\n"), one_close);
}

TEST(Text, MayHaveBlanksAnywhereButInWords) {
  EXPECT_EQ(parsed("\tstart  pair\ta   b \n close ( a ) "), one_close);
  EXPECT_EQ(parsed("start pair a b\nsetsockopt(a,SO_LINGER,{1,5})"), (Program{{}, {SetLinger{Slot::a, {true, 5}}}}));
}

TEST(Text, MayNeedNoLineBreakAtItsEnd) { EXPECT_EQ(parsed("start pair a b\nclose(a)"), one_close); }

TEST(Text, HasFlagsInAnyOrder) {
  const Program both{{}, {Recv{.slot = Slot::a, .size = 7, .peek = true, .truncate = true}}};
  EXPECT_EQ(parsed("start pair a b\nrecv(a, 7, MSG_TRUNC|MSG_PEEK)"), both);
  EXPECT_EQ(parsed("start pair a b\nrecv(a, 7, MSG_PEEK | MSG_TRUNC | MSG_PEEK)"), both);
}

}  // namespace
}  // namespace socketcheck::tests
