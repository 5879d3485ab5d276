#include "engine/postgres/lock_key.h"

#include "core/text/sha256.h"

namespace migrate::core {

std::int64_t lock_key(std::string_view schema, std::string_view version_table) {
  using namespace std::string_view_literals;
  Sha256 hash;
  for (const std::string_view part : {"migrate-lock-1\0"sv, schema, "\0"sv, version_table}) hash.update(part);
  const Sha256::Digest digest = hash.finish();
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < sizeof key; ++i) key = key << 8 | digest[i];
  return static_cast<std::int64_t>(key);
}

}  // namespace migrate::core
