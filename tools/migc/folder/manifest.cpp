#include "migc/folder/manifest.h"

#include <fmt/format.h>

#include <map>

#include "core/chain/digest.h"

namespace migrate::migc {

namespace {

constexpr std::string_view manifest_begin = "migrate-manifest 1\n";
constexpr std::string_view advice = "build again: CMake then reads the folder again";

std::map<std::string, std::string> parse(std::string_view lines) {
  std::map<std::string, std::string> digests;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    if (const std::size_t blank = line.find(' '); blank != std::string_view::npos)
      digests.emplace(line.substr(blank + 1), line.substr(0, blank));
  }
  return digests;
}

}  // namespace

std::string digest_of_bytes(std::string_view bytes) {
  core::Sha256 hash;
  hash.update(bytes);
  return core::to_hex(hash.finish());
}

ManifestEntry manifest_entry(std::string name, std::string_view bytes) {
  return {digest_of_bytes(bytes), std::move(name)};
}

void check_manifest(const std::string& path, std::string_view manifest,
                    const std::vector<ManifestEntry>& found, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.count();
  if (!manifest.starts_with(manifest_begin)) {
    diagnostics.error_of(path, "is not a manifest that this migc can read");
    return;
  }
  std::map<std::string, std::string> listed = parse(manifest.substr(manifest_begin.size()));
  for (const ManifestEntry& entry : found) {
    const auto known = listed.extract(entry.name);
    if (known.empty())
      diagnostics.error_of(path, fmt::format("{} was added after CMake checked the folder", entry.name));
    else if (known.mapped() != entry.digest)
      diagnostics.error_of(path, fmt::format("{} was changed after CMake checked the folder", entry.name));
  }
  for (const auto& [name, digest] : listed)
    diagnostics.error_of(path, fmt::format("{} was removed after CMake checked the folder", name));
  if (diagnostics.count() > before) diagnostics.to_mend(std::string(advice));
}

}  // namespace migrate::migc
