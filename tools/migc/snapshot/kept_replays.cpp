#include "migc/snapshot/kept_replays.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <sstream>
#include <system_error>

#include "core/text/path.h"
#include "migc/replay/sealed_file.h"

namespace migrate::migc {

namespace {

constexpr std::string_view index_seal = "migrate replays";
constexpr std::size_t length_of_name = 32;

std::string to_hex_text(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes)
    fmt::format_to(std::back_inserter(text), "{:02x}", static_cast<unsigned char>(byte));
  return text;
}

std::string bytes_of(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

}  // namespace

KeptReplays::KeptReplays(std::string folder, const ReplayCourse& course)
    : folder_(course.can_pause() && can_seal() ? std::move(folder) : std::string()),
      course_(course),
      states_(folder_) {
  if (!folder_.empty()) read_index();
}

void KeptReplays::read_index() {
  std::istringstream index(read_sealed(index_path(), index_seal).value_or(""));
  Kept kept{};
  while (index >> kept.name >> kept.key >> kept.seal >> kept.used_random_numbers) kept_.push_back(kept);
}

std::string KeptReplays::key_of(Circumstances circumstances, std::size_t size) const {
  const core::Digest& key = course_.keys()[size - 1];
  return (circumstances == Circumstances::own ? "a" : "b") + core::to_hex(key);
}

bool KeptReplays::restore(SqliteReplayDatabase& database, const std::string& key) const {
  const auto found = std::ranges::find(kept_, key, &Kept::key);
  if (found == kept_.end() || !states_.load(found->name, bytes_of(found->seal), database.handle()))
    return false;
  database.random_numbers().were_used = found->used_random_numbers;
  return true;
}

std::size_t KeptReplays::restore(SqliteReplayDatabase& database, Circumstances circumstances) const {
  if (kept_.empty()) return 0;
  for (std::size_t size = course_.keys().size(); size > 0; --size)
    if (restore(database, key_of(circumstances, size))) return size;
  return 0;
}

void KeptReplays::keep(SqliteReplayDatabase& database, Circumstances circumstances, std::size_t size) {
  if (folder_.empty() || size == 0) return;
  const std::string key = key_of(circumstances, size);
  if (std::ranges::find(kept_, key, &Kept::key) != kept_.end()) return;
  const std::string name = key.substr(0, length_of_name);
  const std::string seal = states_.keep(name, database.handle());
  if (!seal.empty()) kept_.push_back({name, key, to_hex_text(seal), database.random_numbers().were_used});
}

void KeptReplays::save() const {
  if (folder_.empty()) return;
  std::vector<std::string> wanted, names;
  for (std::size_t size = course_.keys().size(); size > 0 && wanted.size() < 4; --size)
    for (const Circumstances each : {Circumstances::own, Circumstances::other})
      wanted.push_back(key_of(each, size));
  std::string index;
  for (const Kept& kept : kept_) {
    if (std::ranges::find(wanted, kept.key) == wanted.end()) continue;
    names.push_back(kept.name);
    index += fmt::format("{} {} {} {}\n", kept.name, kept.key, kept.seal, kept.used_random_numbers ? 1 : 0);
  }
  std::error_code ignored;
  std::filesystem::create_directories(core::to_path(folder_), ignored);
  write_sealed(index_path(), index_seal, index);
  states_.drop_all_but(names);
}

}  // namespace migrate::migc
