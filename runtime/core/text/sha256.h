#pragma once

// SHA-256 (FIPS 180-4), so that the runtime needs no cryptographic library for its checksums.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace migrate::core {

class Sha256 {
 public:
  using Digest = std::array<std::uint8_t, 32>;

  void update(std::string_view bytes) noexcept;
  [[nodiscard]] Digest finish() noexcept;

 private:
  void compress(const std::uint8_t* blocks, std::size_t count) noexcept;

  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> block_{};
  std::uint64_t size_ = 0;
};

}  // namespace migrate::core
