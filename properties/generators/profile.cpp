#include "properties/generators/profile.hpp"

namespace socketcheck::properties {

Weights balanced_weights() {
  using namespace model;
  return Weights{}
      .with<Send>(5).with<Recv>(6).with<Shutdown>(1.5).with<Close>(0.7).with<Abort>(0.4).with<Poll>(0.7)
      .with<GetError>(0.8).with<SetLinger>(0.3).with<GetLinger>(0.2).with<SetNoDelay>(0.15).with<GetNoDelay>(0.15)
      .with<GetSockName>(0.2).with<GetPeerName>(0.3).with<UnreadBytes>(0.7).with<TcpInfo>(0.5);
}

}  // namespace socketcheck::properties
