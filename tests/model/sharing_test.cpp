// Who may share a place, who of several gets a connection, names at every address, and accept() at the limit of descriptors.
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;
using namespace model::event;

constexpr Slot e = Slot::e;
constexpr Answer in_progress{.value = -1, .error = Error::in_progress};
constexpr Answer fine{};
const Allowed in_use = fails(Error::address_in_use);
const Allowed at_limit = fails(Error::too_many_files);

// a and b, with the option, bound to p.
Scenario two_at_p(Option option) {
  Scenario s{"linux", StartFresh{}};
  for (const Slot slot : {a, b}) {
    s.call(NewSocket{slot});
    s.call(SetOption{slot, option, 1});
    s.call(Bind{slot, Place::p}).answers(ok());
  }
  return s;
}

// S86
TEST(SharingOnLinux, TakesTheSameOptionOfBoth) {
  for (const Option of_a : {Option::keep_alive, Option::reuse_address, Option::reuse_port})
    for (const Option of_b : {Option::keep_alive, Option::reuse_address, Option::reuse_port}) {
      Scenario s{"linux", StartFresh{}};
      s.call(NewSocket{a});
      s.call(NewSocket{b});
      s.call(SetOption{a, of_a, 1});
      s.call(Bind{a, Place::p});
      s.call(SetOption{b, of_b, 1});
      const bool shared = of_a == of_b && of_a != Option::keep_alive;
      s.call(Bind{b, Place::p}).answers(shared ? ok() : in_use).by(shared ? "linux.bind.shared" : "linux.bind.in-use");
    }
}

TEST(SharingOnLinux, CountsWhatIsSetAfterBind) {
  Scenario s{"linux", StartFresh{}};
  s.call(NewSocket{a});
  s.call(NewSocket{b});
  s.call(Bind{a, Place::p});
  for (const Slot slot : {a, b}) s.call(SetOption{slot, Option::reuse_address, 1});
  s.call(SetOption{a, Option::reuse_address, 0});
  s.call(Bind{b, Place::p}).answers(in_use);
}

// A port remembers SO_REUSEPORT (measured: Linux 6.18).
TEST(SharingOnLinux, MayOverlookThatReusePortIsGone) {
  Scenario s{"linux", StartFresh{}};
  s.call(NewSocket{a});
  s.call(NewSocket{b});
  s.call(SetOption{a, Option::reuse_port, 1});
  s.call(Bind{a, Place::p});
  s.call(SetOption{a, Option::reuse_port, 0});
  s.call(SetOption{b, Option::reuse_port, 1});
  s.call(Bind{b, Place::p}).answers({ok(), in_use}).by("linux.bind.overlooked");
}

TEST(ListenOnLinux, MayOverlookThatReusePortIsGone) {
  Scenario s = two_at_p(Option::reuse_port);
  s.call(SetOption{b, Option::reuse_port, 0});
  s.call(Listen{a, 1}).answers({ok(), in_use}).by("linux.listen.overlooked");
}

TEST(ListenOnLinux, LetsOneListenByReuseAddress) {
  Scenario s = two_at_p(Option::reuse_address);
  s.call(Listen{a, 1}).answers(ok()).by("linux.listen.shared");
  s.call(Listen{b, 1}).answers(in_use).by("linux.listen.shared-place");
  s.call(Close{a});
  s.call(Listen{b, 1}).answers(ok());
}

// S87: either gets it, and whoever closes resets only its own.
TEST(ListenersThatShareAPlace, EachMayGetTheConnection) {
  for (const Slot gets : {a, b}) {
    Scenario s = two_at_p(Option::reuse_port);
    s.call(Listen{a, 1}).answers(ok());
    s.call(Listen{b, 1}).answers(ok());
    s.call(NewSocket{c});
    s.call(Connect{c, Place::p}).and_says(in_progress).brings("linux.arrival.syn.room");
    s.call(Poll{gets}).and_says({.value = readable});
    const Slot other = gets == a ? b : a;
    s.call(Accept{other, d}).answers(fails(Error::again));
    s.call(Close{other});
    s.call(Accept{gets, d}).answers(returns(1, Reading::connection));
  }
}

// The one that is full gets its share all the same (measured: Linux 6.18).
TEST(ListenersThatShareAPlace, LetWaitThoughTheOtherHasRoom) {
  Scenario s = two_at_p(Option::reuse_port);
  for (const Slot slot : {a, b}) s.call(Listen{slot, 0});
  for (const Slot slot : {c, d}) s.call(NewSocket{slot});
  s.call(Connect{c, Place::p}).and_says(in_progress);
  s.call(Poll{b}).and_says(fine);  // a has got it, and is full
  s.call(Connect{d, Place::p}).and_says(in_progress);
  EXPECT_EQ(s.state_of(d), "");
  s.call(TcpInfo{d}).and_says({.value = static_cast<std::int64_t>(State::syn_sent)});
  s.call(Poll{b}).answers(events(0));
}

TEST(ListenersThatShareAPort, LeaveItToTheOneAtTheAddress) {
  Scenario s{"linux", StartFresh{}};
  for (const Slot slot : {a, b, c, d}) s.call(NewSocket{slot});
  for (const Slot slot : {a, b}) s.call(SetOption{slot, Option::reuse_port, 1});
  s.call(Bind{a, Place::p, true});
  s.call(Bind{b, Place::p}).answers(ok()).by("linux.bind.shared");
  for (const Slot slot : {a, b}) s.call(Listen{slot, 1}).answers(ok());
  s.call(Connect{c, Place::p});
  s.call(Accept{a, e}).answers(fails(Error::again));
  s.call(Accept{b, e}).answers(returns(1, Reading::connection));
  s.call(Close{b});
  s.call(Connect{d, Place::p});
  s.call(Accept{a, Slot::f}).answers(returns(2, Reading::connection));
}

// S88
TEST(BindOnLinux, ToEveryAddressTakesEachOfThem) {
  for (const bool first_any : {false, true}) {
    Scenario s{"linux", StartFresh{}};
    s.call(NewSocket{a});
    s.call(NewSocket{b});
    s.call(Bind{a, Place::p, first_any});
    s.call(Bind{b, Place::p, !first_any}).answers(in_use);
    s.call(Bind{b, Place::q, true}).answers(ok());
    s.call(GetSockName{b}).answers(named(name::own));
  }
}

// Connecting gives such a socket an address, and AF_UNSPEC takes it away (measured: Linux 6.18).
TEST(ASocketAtEveryAddress, HasOneWhileItIsConnected) {
  Scenario s{"linux", StartListening{}};
  s.call(Bind{b, Place::q, true});
  s.call(Connect{b, Place::p});
  s.call(GetSockName{b}).answers(named(name::own));
  s.call(NewSocket{c});
  s.call(Bind{c, Place::q, true}).answers(in_use);
  s.call(Bind{c, Place::q}).answers(ok());  // at another address than the one that the system uses
  s.call(Disconnect{b});
  s.call(GetSockName{b}).answers(named(name::port_only));
  s.call(Listen{b, 1}).answers(in_use);
}

// There the address that connecting has brought counts as bind()'s (measured: Linux 6.18, IPv4-mapped addresses).
TEST(ASocketAtEveryMappedAddress, KeepsTheOneThatItGot) {
  Scenario s{"linux", StartListening{}, {.window = 1000, .every_address_is_given = true}};
  s.call(Bind{b, Place::q, true});
  s.call(Connect{b, Place::p});
  s.call(Disconnect{b});
  s.call(GetSockName{b}).answers(named(name::own));
  s.call(NewSocket{c});
  s.call(Bind{c, Place::q}).answers(ok());
}

// S64
TEST(ConnectOnLinux, ToTheUnspecifiedMeansTheOwnAddress) {
  Scenario s{"linux", StartListening{}};
  s.call(Connect{b, Place::p, a, true}).brings("arrival.syn.refused");
  s.call(NewSocket{c});
  s.call(Bind{c, Place::q});
  s.call(Connect{c, Place::p, a, true}).brings("linux.arrival.syn.room");
  s.call(GetPeerName{c}).answers(named(name::peer));
  s.call(NewSocket{d});
  s.call(Bind{d, Place::r, true});
  s.call(Connect{d, Place::r, a, true}).brings("arrival.syn.own");
}

// A bind() that fails takes the address away that accept() had brought (measured: Linux 6.18).
TEST(ConnectOnLinux, ToTheUnspecifiedForgetsALostAddress) {
  for (const bool loses : {false, true}) {
    Scenario s{"linux", StartListening{}};
    s.call(Connect{b, Place::p});
    s.call(Accept{a, c});
    s.call(Disconnect{c});
    if (loses) s.call(Bind{c, Place::p}).answers(in_use);
    s.call(Connect{c, Place::p, a, true}).brings(loses ? "arrival.syn.refused" : "linux.arrival.syn.room");
  }
}

// S85, S86: whoever is left over from a connection shares as its socket did.
TEST(ATimeWaitOnLinux, IsTakenOverByTheSameOption) {
  for (const bool old_has : {false, true})
    for (const bool new_has : {false, true}) {
      Scenario s{"linux", StartListening{}};
      if (old_has) s.call(SetOption{a, Option::reuse_address, 1});
      s.call(Connect{b, Place::p});
      s.call(Accept{a, c});
      s.call(Close{a});
      s.call(Close{c});
      s.call(Close{b});
      s.call(NewSocket{d});
      if (new_has) s.call(SetOption{d, Option::reuse_address, 1});
      s.call(Bind{d, Place::p}).answers(old_has && new_has ? ok() : in_use);
    }
}

TEST(TheStandards, LeaveItOpenWhoSharesByAnOption) {
  Scenario s{"standard", StartListening{}};
  s.call(Bind{b, Place::p}).answers(in_use);
  s.call(SetOption{b, Option::reuse_address, 1}).and_says(fine);
  s.call(Bind{b, Place::p}).answers({in_use, ok()});
}

// S80
TEST(AcceptAtTheLimit, LosesNothing) {
  Scenario s{"linux", StartListening{}};
  s.call(AcceptAtLimit{a}).answers(at_limit).by("linux.accept-at-limit.nobody-waits");
  s.call(AcceptAtLimit{b}).answers(at_limit).by("linux.accept-at-limit.not-listening");
  s.call(Connect{b, Place::p});
  s.call(AcceptAtLimit{a}).answers(at_limit).by("accept-at-limit.somebody-waits");
  s.call(Abort{b});
  s.call(AcceptAtLimit{a}).answers(at_limit).by("linux.accept-at-limit.aborted");
  s.call(Accept{a, c}).answers(returns(1, Reading::connection));
}

TEST(AcceptAtTheLimitByTheStandards, MayTellAnotherError) {
  Scenario s{"standard", StartListening{}};
  s.call(AcceptAtLimit{b}).answers({at_limit, fails(Error::invalid_argument)}).by("accept-at-limit.not-listening");
  s.call(AcceptAtLimit{a}).answers({at_limit, fails(Error::again)}).by("accept-at-limit.nobody-waits");
  s.call(Connect{b, Place::p}).and_says(in_progress);
  s.call(AcceptAtLimit{a}).answers(at_limit);
  s.call(Abort{b});
  s.call(AcceptAtLimit{a}).answers({at_limit, fails(Error::connection_aborted)}).by("accept-at-limit.aborted");
}

}  // namespace
}  // namespace socketcheck::tests
