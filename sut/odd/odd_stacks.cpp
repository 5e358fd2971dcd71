#include "sut/odd/odd_stacks.hpp"

#include "sut/kernel/with.hpp"
#include "sut/odd/arrivals.hpp"
#include "sut/odd/slow_delivery.hpp"
#include "sut/odd/transfers.hpp"

namespace socketcheck::sut {
const std::vector<StackEntry>& odd_stacks() {
  static const std::vector<StackEntry> stacks = {
      {"odd-short-reads", "recv returns fewer bytes than there are", "linux", false, with<odd::ShortReads>},
      {"odd-partial-sends", "send takes fewer bytes than it was given", "linux", false, with<odd::PartialSends>},
      {"odd-spurious-again", "send and recv now and then say EAGAIN although they could go on", "linux", false,
       with<odd::SpuriousAgain>},
      {"odd-interrupted", "send and recv are now and then interrupted before they do anything", "linux", false,
       with<odd::Interrupted>},
      {"odd-slow-delivery", "bytes, FIN and RST reach the peer two milliseconds late", "linux", false,
       with<odd::SlowDelivery>},
      {"odd-split-arrivals", "each send arrives in pieces", "linux", false, with<odd::SplitArrivals>},
      {"odd-merged-arrivals", "small sends arrive together", "linux", false, with<odd::MergedArrivals>},
      {"odd-tiny-buffers", "SO_RCVBUF and SO_SNDBUF are as small as the system grants", "linux", false,
       with<odd::TinyBuffers>},
  };
  return stacks;
}

}  // namespace socketcheck::sut
