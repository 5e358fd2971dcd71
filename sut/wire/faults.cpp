#include "sut/wire/faults.hpp"

#include "sut/wire/wire_stack.hpp"

namespace socketcheck::sut {
namespace {

using model::Segment;
namespace flag = model::flag;
using Frames = std::vector<Frame>;

// What one side has done so far in this program, as it went onto the wire.
struct Seen {
  std::uint32_t sent = 0;             // the end of what it has emitted
  std::uint32_t acknowledgement = 0;  // the last that it has emitted
  bool has_sent_fin = false;
  bool was_given_fin = false;
};

bool is_empty_ack(const Segment& s) { return s.flags == flag::ack && s.length == 0; }
bool is_after(std::uint32_t left, std::uint32_t right) { return static_cast<std::int32_t>(left - right) > 0; }

// One fault. A frame that is pushed back goes on.
class Fault : public Tamper {
 public:
  void program_begins() override { seen_ = {}; }
  Frames emitted(int side, Frame frame) override {
    Frames out;
    const Segment s = frame.segment();
    Seen& seen = seen_[static_cast<std::size_t>(side)];
    if (s.has(flag::syn)) out.push_back(frame);
    else emit(seen, s, frame, out);
    for (const Frame& one : out) note(seen, one.segment());
    return out;
  }
  Frames delivered(int from_side, Frame frame) override {
    Seen& seen = seen_[static_cast<std::size_t>(1 - from_side)];
    const Segment s = frame.segment();
    if (!s.has(flag::syn) || seen.acknowledgement != 0) take(seen, s, frame);
    if (s.has(flag::fin)) seen.was_given_fin = true;
    Frames out;
    out.push_back(std::move(frame));
    return out;
  }

 protected:
  virtual void emit(const Seen&, const Segment&, Frame& frame, Frames& out) { out.push_back(frame); }
  virtual void take(const Seen&, const Segment&, Frame&) {}

 private:
  static void note(Seen& seen, const Segment& s) {
    if (s.has(flag::rst)) return;
    const std::uint32_t end = s.sequence + s.reach();
    if (seen.sent == 0 || is_after(end, seen.sent)) seen.sent = end;
    if (s.has(flag::ack)) seen.acknowledgement = s.acknowledgement;
    seen.has_sent_fin = seen.has_sent_fin || s.has(flag::fin);
  }
  std::array<Seen, 2> seen_;
};

struct IcmpEndsConnections : Fault {
  std::optional<model::Forgery> told(model::Forgery error) override {
    return error == model::Forgery::port_unreachable ? model::Forgery::reset_at_next : error;
  }
};
struct IcmpIsNotTold : Fault {
  std::optional<model::Forgery> told(model::Forgery) override { return std::nullopt; }
};
struct IcmpAboutAnythingIsTaken : Fault {
  std::optional<model::Forgery> told(model::Forgery error) override {
    return error == model::Forgery::unreachable_elsewhere ? model::Forgery::port_unreachable : error;
  }
};
struct FinWithData : Fault {
  void emit(const Seen&, const Segment& s, Frame& frame, Frames& out) override {
    if (s.length > 0) frame.set_flags(s.flags | flag::fin);
    out.push_back(frame);
  }
};
struct FinOvertakesData : Fault {
  void emit(const Seen& seen, const Segment& s, Frame& frame, Frames& out) override {
    if (s.length > 0 && s.sequence == last_ && !seen.has_sent_fin) out.push_back(frame);
    else if (s.length == 0) out.push_back(frame);
    last_ = s.length > 0 ? s.sequence : last_;
  }
  std::uint32_t last_ = 0;  // data is emitted only when it is sent for the second time
};
struct ResetWithOtherSequence : Fault {
  void emit(const Seen&, const Segment& s, Frame& frame, Frames& out) override {
    if (s.has(flag::rst)) frame.set_sequence(s.sequence + 1);
    out.push_back(frame);
  }
};
struct TimeWaitIsSilent : Fault {
  void emit(const Seen& seen, const Segment& s, Frame& frame, Frames& out) override {
    const bool answers_again = is_empty_ack(s) && s.acknowledgement == seen.acknowledgement;
    if (!(answers_again && seen.has_sent_fin && seen.was_given_fin)) out.push_back(frame);
  }
};
struct ChecksumOfFin : Fault {
  void emit(const Seen&, const Segment& s, Frame& frame, Frames& out) override {
    if (s.has(flag::fin)) frame.break_checksum();
    out.push_back(frame);
  }
};
struct AcknowledgesTooMuch : Fault {
  void emit(const Seen& seen, const Segment& s, Frame& frame, Frames& out) override {
    if (is_empty_ack(s) && seen.acknowledgement != 0) frame.set_acknowledgement(s.acknowledgement + 1);
    out.push_back(frame);
  }
};
struct AcknowledgementGoesBack : Fault {
  void emit(const Seen& seen, const Segment& s, Frame& frame, Frames& out) override {
    if (is_empty_ack(s) && seen.has_sent_fin) frame.set_acknowledgement(seen.acknowledgement - 1);
    out.push_back(frame);
  }
};
struct FinIsNotAcknowledged : Fault {
  void emit(const Seen& seen, const Segment& s, Frame& frame, Frames& out) override {
    if (!(is_empty_ack(s) && seen.was_given_fin)) out.push_back(frame);
  }
};
struct ResetWithoutCause : Fault {
  void emit(const Seen&, const Segment& s, Frame& frame, Frames& out) override {
    out.push_back(frame);
    if (s.length == 0) return;
    frame.cut_data(0);
    frame.set_sequence(s.sequence + s.length);
    frame.set_flags(flag::rst | flag::ack);
    out.push_back(frame);
  }
};
struct ResetInWindowIsTaken : Fault {
  void take(const Seen& seen, const Segment& s, Frame& frame) override {
    if (s.has(flag::rst) && is_after(s.sequence, seen.acknowledgement)) frame.set_sequence(seen.acknowledgement);
  }
};
struct ResetOutsideIsTaken : Fault {
  void take(const Seen& seen, const Segment& s, Frame& frame) override {
    if (s.has(flag::rst) && is_after(seen.acknowledgement, s.sequence + 1)) frame.set_sequence(seen.acknowledgement);
  }
};
struct SynResets : Fault {
  void take(const Seen& seen, const Segment& s, Frame& frame) override {
    if (!s.has(flag::syn)) return;
    frame.set_flags(flag::rst);
    frame.set_sequence(seen.acknowledgement);
  }
};
struct BlindDataIsTaken : Fault {
  void take(const Seen& seen, const Segment& s, Frame& frame) override {
    if (s.length > 0 && !s.has(flag::rst)) frame.set_acknowledgement(seen.sent);
  }
};
struct ClosingIsSkipped : Fault {
  void take(const Seen& seen, const Segment& s, Frame& frame) override {
    if (s.has(flag::fin) && seen.has_sent_fin) frame.set_acknowledgement(seen.sent);
  }
};
struct RetransmissionDiffers : Fault {
  void emit(const Seen& seen, const Segment& s, Frame& frame, Frames& out) override {
    if (s.length > 0 && seen.sent != 0 && !is_after(s.sequence + s.length, seen.sent)) frame.set_data_byte(0, ~frame.data()[0]);
    out.push_back(frame);
  }
};
struct OtherByte : Fault {
  void emit(const Seen&, const Segment& s, Frame& frame, Frames& out) override {
    if (s.length > 1) frame.set_data_byte(1, ~frame.data()[1]);
    out.push_back(frame);
  }
};
struct FinWithoutAck : Fault {
  void emit(const Seen&, const Segment& s, Frame& frame, Frames& out) override {
    if (s.has(flag::fin)) frame.set_flags(flag::fin);
    out.push_back(frame);
  }
};
struct AbortIsSilent : Fault {
  void emit(const Seen&, const Segment& s, Frame& frame, Frames& out) override {
    if (!(s.has(flag::rst) && s.has(flag::ack))) out.push_back(frame);
  }
};
struct ChallengeIsSilent : Fault {
  void emit(const Seen& seen, const Segment& s, Frame& frame, Frames& out) override {
    if (!(is_empty_ack(s) && s.acknowledgement == seen.acknowledgement && s.sequence == seen.sent)) out.push_back(frame);
  }
};
struct DamagedIsTaken : Fault {
  void take(const Seen&, const Segment& s, Frame& frame) override {
    if (!s.checksum_is_right) frame.set_window(s.window);
  }
};
struct DataTwiceInTheStream : Fault {
  void emit(const Seen&, const Segment& s, Frame& frame, Frames& out) override {
    out.push_back(frame);
    if (s.length == 0) return;
    frame.set_sequence(s.sequence + s.length);
    out.push_back(frame);
  }
};
struct FinAgainBehindItself : Fault {
  void emit(const Seen&, const Segment& s, Frame& frame, Frames& out) override {
    out.push_back(frame);
    if (!s.has(flag::fin)) return;
    frame.set_sequence(s.sequence + s.length + 1);
    frame.cut_data(0);
    out.push_back(frame);
  }
};
struct SynWithData : Fault {
  void emit(const Seen&, const Segment& s, Frame& frame, Frames& out) override {
    if (s.length > 0) frame.set_flags(s.flags | flag::syn);
    out.push_back(frame);
  }
};
struct AcksPastTheWindow : Fault {
  void emit(const Seen&, const Segment& s, Frame& frame, Frames& out) override {
    if (is_empty_ack(s)) frame.set_sequence(s.sequence + 1);
    out.push_back(frame);
  }
};
struct GoneIsSilent : Fault {
  void emit(const Seen&, const Segment& s, Frame& frame, Frames& out) override {
    if (s.flags != flag::rst) out.push_back(frame);
  }
};

struct LostFinIsForgotten : Fault {
  void emit(const Seen& seen, const Segment& s, Frame& frame, Frames& out) override {
    if (!(s.has(flag::fin) && seen.has_sent_fin)) out.push_back(frame);
  }
};

template <class Kind>
std::unique_ptr<Stack> with() {
  return std::make_unique<WireStack>(Family::ipv4, std::make_unique<Kind>());
}

}  // namespace

const std::vector<StackEntry>& wire_faults() {
  static const std::vector<StackEntry> stacks = {
      {"wire-fin-with-data", "every segment with data carries a FIN", "linux", false, with<FinWithData>},
      {"wire-fin-overtakes-data", "data goes out only when it is sent for the second time", "linux", false, with<FinOvertakesData>},
      {"wire-fin-again-behind-itself", "a second FIN follows the first", "linux", false, with<FinAgainBehindItself>},
      {"wire-fin-without-ack", "the FIN has no ACK flag", "linux", false, with<FinWithoutAck>},
      {"wire-fin-not-acknowledged", "a FIN is never acknowledged", "linux", false, with<FinIsNotAcknowledged>},
      {"wire-fin-never-again", "a FIN that is lost is not sent again", "linux", false, with<LostFinIsForgotten>},
      {"wire-fin-damaged", "the FIN's checksum is wrong", "linux", false, with<ChecksumOfFin>},
      {"wire-closing-is-skipped", "a FIN that crosses counts as an acknowledgement", "linux", false, with<ClosingIsSkipped>},
      {"wire-time-wait-is-silent", "TIME-WAIT does not acknowledge a FIN that comes again", "linux", false, with<TimeWaitIsSilent>},
      {"wire-reset-with-other-sequence", "a RST stands one too far", "linux", false, with<ResetWithOtherSequence>},
      {"wire-reset-without-cause", "data is followed by a RST", "linux", false, with<ResetWithoutCause>},
      {"wire-reset-in-window-is-taken", "a RST anywhere in the window ends the connection", "linux", false, with<ResetInWindowIsTaken>},
      {"wire-reset-outside-is-taken", "a RST before the window ends the connection", "linux", false, with<ResetOutsideIsTaken>},
      {"wire-abort-is-silent", "an abort sends no RST", "linux", false, with<AbortIsSilent>},
      {"wire-gone-is-silent", "a segment for no connection is not answered", "linux", false, with<GoneIsSilent>},
      {"wire-syn-resets", "a SYN ends the connection", "linux", false, with<SynResets>},
      {"wire-syn-with-data", "every segment with data carries a SYN", "linux", false, with<SynWithData>},
      {"wire-challenge-is-silent", "no ACK is ever repeated", "linux", false, with<ChallengeIsSilent>},
      {"wire-acknowledges-too-much", "an ACK is one too far", "linux", false, with<AcknowledgesTooMuch>},
      {"wire-acknowledgement-goes-back", "behind its FIN an end acknowledges less than before", "linux", false, with<AcknowledgementGoesBack>},
      {"wire-acks-beyond-next", "an ACK stands one beyond SND.NXT", "linux", false, with<AcksPastTheWindow>},
      {"wire-blind-data-is-taken", "data is taken whatever it acknowledges", "linux", false, with<BlindDataIsTaken>},
      {"wire-damaged-is-taken", "a segment with a wrong checksum is taken", "linux", false, with<DamagedIsTaken>},
      {"wire-icmp-ends-connections", "a port that is unreachable ends a connection", "linux", false, with<IcmpEndsConnections>},
      {"wire-icmp-is-not-told", "ICMP errors are ignored", "linux", false, with<IcmpIsNotTold>},
      {"wire-icmp-about-anything", "an ICMP error is taken whatever it is about", "linux", false, with<IcmpAboutAnythingIsTaken>},
      {"wire-data-twice", "the stream holds each segment's data twice", "linux", false, with<DataTwiceInTheStream>},
      {"wire-other-byte", "the second byte of a segment is another", "linux", false, with<OtherByte>},
      {"wire-retransmission-differs", "what is sent again begins with another byte", "linux", false, with<RetransmissionDiffers>},
  };
  return stacks;
}

}  // namespace socketcheck::sut
