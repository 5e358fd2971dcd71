#include "sut/wire/pcap.hpp"

#include <chrono>
#include <cstdint>
#include <cstring>
#include <vector>

namespace socketcheck::sut {
namespace {

// draft-ietf-opsawg-pcapng, sections 4.1 to 4.3. Numbers stand in the writer's own byte order.
constexpr std::uint32_t section_header = 0x0a0d0d0a, interface_description = 1, enhanced_packet = 6;
constexpr std::uint32_t byte_order_magic = 0x1a2b3c4d;
constexpr std::uint16_t link_type_raw_ip = 101;
constexpr std::uint16_t option_end = 0, option_comment = 1, option_interface_name = 2, option_packet_flags = 2;
constexpr std::uint32_t inbound = 1, outbound = 2;

class Block {
 public:
  explicit Block(std::uint32_t type) {
    put(type);
    put(std::uint32_t{0});  // the length, which comes later
  }
  template <class Number>
  void put(Number number) {
    const auto* at = reinterpret_cast<const char*>(&number);
    bytes_.insert(bytes_.end(), at, at + sizeof number);
  }
  void put_padded(const void* data, std::size_t size) {
    const auto* at = static_cast<const char*>(data);
    bytes_.insert(bytes_.end(), at, at + size);
    bytes_.resize((bytes_.size() + 3) / 4 * 4);
  }
  void put_option(std::uint16_t code, const void* data, std::size_t size) {
    put(code);
    put(static_cast<std::uint16_t>(size));
    put_padded(data, size);
  }
  void write(std::FILE* file) {
    const auto length = static_cast<std::uint32_t>(bytes_.size() + sizeof(std::uint32_t));
    put(length);
    std::memcpy(bytes_.data() + 4, &length, sizeof length);
    std::fwrite(bytes_.data(), 1, bytes_.size(), file);
  }

 private:
  std::vector<char> bytes_;
};

void write_interface(std::FILE* file, const char* name) {
  Block block(interface_description);
  block.put(link_type_raw_ip);
  block.put(std::uint16_t{0});
  block.put(std::uint32_t{0});  // frames are kept whole
  block.put_option(option_interface_name, name, std::strlen(name));
  block.put_option(option_end, nullptr, 0);
  block.write(file);
}

}  // namespace

std::unique_ptr<Pcap> Pcap::open(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "wbe");
  if (file == nullptr) return nullptr;
  Block block(section_header);
  block.put(byte_order_magic);
  block.put(std::uint16_t{1});  // version 1.0
  block.put(std::uint16_t{0});
  block.put(~std::uint64_t{0});  // the section's length is not known
  block.write(file);
  write_interface(file, "left");
  write_interface(file, "right");
  return std::unique_ptr<Pcap>(new Pcap(file));
}

Pcap::~Pcap() { std::fclose(file_); }

void Pcap::add(int side, bool is_emitted, std::span<const std::byte> frame, const std::string& comment) {
  const auto now = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch());
  const auto time = static_cast<std::uint64_t>(now.count());
  Block block(enhanced_packet);
  block.put(static_cast<std::uint32_t>(side));
  block.put(static_cast<std::uint32_t>(time >> 32));
  block.put(static_cast<std::uint32_t>(time));
  block.put(static_cast<std::uint32_t>(frame.size()));
  block.put(static_cast<std::uint32_t>(frame.size()));
  block.put_padded(frame.data(), frame.size());
  const std::uint32_t flags = is_emitted ? outbound : inbound;
  block.put_option(option_packet_flags, &flags, sizeof flags);
  if (!comment.empty()) block.put_option(option_comment, comment.data(), comment.size());
  block.put_option(option_end, nullptr, 0);
  block.write(file_);
  std::fflush(file_);
}

}  // namespace socketcheck::sut
