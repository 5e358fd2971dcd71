// Frames in a file that Wireshark opens: pcapng, with one interface for the device of each side.
#pragma once

#include <cstdio>
#include <memory>
#include <span>
#include <string>

namespace socketcheck::sut {

class Pcap {
 public:
  // nullptr: the file can't be written.
  static std::unique_ptr<Pcap> open(const std::string& path);
  ~Pcap();
  Pcap(const Pcap&) = delete;
  Pcap& operator=(const Pcap&) = delete;

  // As the device of `side` saw it: emitted by its kernel, or delivered to it. A comment may be empty.
  void add(int side, bool is_emitted, std::span<const std::byte> frame, const std::string& comment);

 private:
  explicit Pcap(std::FILE* file) : file_(file) {}
  std::FILE* file_;
};

}  // namespace socketcheck::sut
