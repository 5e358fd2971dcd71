#include "properties/generators/profile.hpp"

namespace socketcheck::properties {

Weights balanced_weights() {
  using namespace model;
  return Weights{}
      .with<Send>(5).with<Recv>(6).with<Shutdown>(1.5).with<Close>(0.7).with<Abort>(0.4).with<Poll>(0.7)
      .with<GetError>(0.8).with<SetLinger>(0.3).with<GetLinger>(0.2).with<SetNoDelay>(0.15).with<GetNoDelay>(0.15)
      .with<GetSockName>(0.2).with<GetPeerName>(0.3).with<UnreadBytes>(0.7).with<TcpInfo>(0.5)
      .with<SetOption>(0.1).with<GetOption>(0.2).with<RecvUrgent>(0.2).with<AtMark>(0.2).with<UnacknowledgedBytes>(0.2);
}

Weights weights_of_a_whole_life() {
  using namespace model;
  return Weights{}
      .with<NewSocket>(1.5).with<Bind>(1).with<Listen>(0.8).with<Connect>(3).with<Disconnect>(0.4).with<Accept>(2.5).with<Dup>(0.3).with<AcceptAtLimit>(0.2)
      .with<Send>(2).with<Recv>(2.5).with<Shutdown>(1.2).with<Close>(1).with<Abort>(0.5).with<Poll>(0.4).with<GetError>(0.6)
      .with<SetLinger>(0.3).with<GetLinger>(0.3).with<SetNoDelay>(0.4).with<GetNoDelay>(0.3).with<GetSockName>(0.5)
      .with<GetPeerName>(0.4).with<UnreadBytes>(0.3).with<TcpInfo>(0.4)
      .with<SetOption>(1.2).with<GetOption>(1).with<RecvUrgent>(0.1).with<AtMark>(0.1).with<UnacknowledgedBytes>(0.2);
}

Weights weights_of_datagrams() {
  using namespace model;
  return Weights{}
      .with<NewSocket>(1).with<Bind>(1).with<Connect>(1.5).with<ConnectToPortZero>(0.15).with<Disconnect>(0.5).with<Dup>(0.2)
      .with<Send>(3).with<SendTo>(3).with<Recv>(2.5).with<RecvFrom>(2.5).with<Shutdown>(0.5).with<Close>(0.7).with<Poll>(0.5)
      .with<GetError>(0.6).with<GetSockName>(0.6).with<GetPeerName>(0.4).with<UnreadBytes>(0.6).with<SetKeepErrors>(0.3)
      .with<TakeKeptError>(0.5).with<SetOption>(0.2).with<GetOption>(0.2).with<Listen>(0.1).with<Accept>(0.1);
}

Weights weights_of_an_opening() {
  using namespace model;
  return Weights{}
      .with<OnWire>(14).with<Accept>(2).with<Send>(2).with<Recv>(2).with<Shutdown>(0.6).with<Close>(0.5).with<Abort>(0.5).with<Poll>(0.4)
      .with<GetError>(0.5).with<TcpInfo>(1).with<UnreadBytes>(0.3);
}

}  // namespace socketcheck::properties
