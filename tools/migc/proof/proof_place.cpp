#include "migc/proof/proof_place.h"

#include <exception>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "core/chain/digest.h"
#include "core/text/path.h"
#include "core/text/sha256.h"
#include "migc/replay/sealed_file.h"
#include "platform/build_id.h"
#include "platform/private_folder.h"
#include "platform/process.h"

namespace migrate::migc {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view note_seal = "migrate build";
constexpr std::string_view note_prefix = "build-";

std::string short_name(std::string_view text) {
  core::Sha256 hash;
  hash.update(text);
  return core::to_hex(hash.finish()).substr(0, 16);
}

// The same for all paths of the migrations folder. Empty where there is no temporary folder.
std::string folder_of_notes(const std::string& migrations) {
  std::error_code error;
  const fs::path temporary = fs::temp_directory_path(error);
  const fs::path folder = fs::weakly_canonical(core::to_path(migrations), error);
  if (error) return {};
  return core::to_text(temporary / ("migrate-proof-" + std::to_string(platform::user_id()) + '-' +
                                    short_name(core::to_text(folder))));
}

// One for each migc: what one keeps is of no use to another.
std::string note_in(const std::string& folder) {
  return folder + '/' + std::string(note_prefix) + short_name(platform::code_identity());
}

// A path has no character 0.
std::string text_of(const ProofPlace& place) {
  return place.cache + '\0' + place.json;
}

ProofPlace place_of(const std::string& text) {
  const std::size_t end = text.find('\0');
  return {text.substr(0, end), end == std::string::npos ? "" : text.substr(end + 1)};
}

std::optional<ProofPlace> read_note(const std::string& path) {
  const std::optional<std::string> text = read_sealed(path, note_seal);
  std::error_code error;
  if (!text || !fs::is_directory(core::to_path(place_of(*text).cache), error)) return std::nullopt;
  return place_of(*text);
}

std::string absolute(const std::string& path) {
  return path.empty() ? "" : core::to_text(fs::absolute(core::to_path(path)).lexically_normal());
}

}  // namespace

std::optional<ProofPlace> find_build(const std::string& migrations) {
  const std::string folder = folder_of_notes(migrations);
  if (folder.empty() || !platform::is_private_folder(folder)) return std::nullopt;
  return read_note(note_in(folder));
}

std::string find_cache(const std::string& migrations) {
  if (!can_seal()) return {};
  if (const std::optional<ProofPlace> build = find_build(migrations)) return build->cache;
  const std::string folder = folder_of_notes(migrations);
  return !folder.empty() && platform::make_private_folder(folder) ? folder : "";
}

void note_build(const std::string& migrations, const ProofPlace& place) noexcept {
  try {
    const std::string folder = folder_of_notes(migrations);
    if (folder.empty() || !platform::make_private_folder(folder)) return;
    write_sealed(note_in(folder), note_seal, text_of({absolute(place.cache), absolute(place.json)}));
  } catch (const std::exception&) {
    // Then the next command proves the chain itself.
  }
}

std::string replay_cache_in(const std::string& cache) {
  return cache.empty() ? "" : cache + "/replay.cache";
}

}  // namespace migrate::migc
