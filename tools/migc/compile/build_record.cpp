#include "migc/compile/build_record.h"

#include <algorithm>
#include <chrono>

#include "migc/folder/manifest.h"
#include "migc/folder/source_bytes.h"
#include "migc/folder/versions_folder.h"
#include "migc/replay/archive.h"
#include "migc/replay/sealed_file.h"

namespace migrate::migc {

void visit_members(Const<RecordedFile> auto& value, auto&& visit) {
  auto& [path, digest, is_revision, identity] = value;
  visit(path, digest, is_revision, identity);
}
void visit_members(Const<BuildRecord::Contents> auto& value, auto&& visit) {
  auto& [request, folders, files] = value;
  visit(request, folders, files);
}

namespace {

constexpr std::string_view kind = "migrate record";

// A file that changes twice within one tick of its file system's clock carries the same times before and
// after. So a file is known by its times only when they lie this far back; FAT has the coarsest clock.
constexpr std::uint64_t coarsest_tick = 2'000'000'000;

// Empty for whatever cannot be read as such a file.
std::string digest_of(const RecordedFile& file) {
  using platform::SymbolicLinks;
  const platform::FileContent content =
      read_file(file.path, file.is_revision ? SymbolicLinks::refuse : SymbolicLinks::follow);
  return content.state == platform::FileState::read ? digest_of_bytes(content.bytes) : "";
}

bool is_same(const RecordedFolder& folder) {
  return list_revisions(folder.first) == folder.second;
}

}  // namespace

std::uint64_t wall_clock() {
  const auto time = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(time).count());
}

BuildRecord::BuildRecord(std::string path, std::string request, std::uint64_t now)
    : path_(std::move(path)),
      start_(now),
      contents_{.request = std::move(request), .folders = {}, .files = {}} {}

std::optional<platform::FileIdentity> BuildRecord::identify(const std::string& path) const {
  const std::optional<platform::FileIdentity> identity = platform::identify_file(path);
  return identity && identity->back() + coarsest_tick < start_ ? identity : std::nullopt;
}

bool BuildRecord::is_same(RecordedFile& file) {
  const std::optional<platform::FileIdentity> identity = identify(file.path);
  if (identity && identity == file.identity) return true;
  has_learned_ |= identity != file.identity;
  file.identity = identity;
  return digest_of(file) == file.digest;
}

bool BuildRecord::still_holds() {
  const std::optional<std::string> payload = path_.empty() ? std::nullopt : read_sealed(path_, kind);
  if (!payload) return false;
  ArchiveReader archive(*payload);
  Contents known;
  archive.get(known);
  if (!archive.is_done() || known.request != contents_.request) return false;
  contents_ = std::move(known);
  const bool holds =
      std::ranges::all_of(contents_.folders,
                          [](const RecordedFolder& folder) { return migc::is_same(folder); }) &&
      std::ranges::all_of(contents_.files, [this](RecordedFile& file) { return is_same(file); });
  if (holds && has_learned_) write();
  return holds;
}

void BuildRecord::save(std::vector<RecordedFolder> folders, std::vector<RecordedFile> files) {
  if (path_.empty()) return;
  for (RecordedFile& file : files) file.identity = identify(file.path);
  contents_.folders = std::move(folders);
  contents_.files = std::move(files);
  write();
}

void BuildRecord::write() const {
  ArchiveWriter archive;
  archive.put(contents_);
  write_sealed(path_, kind, archive.take());
}

}  // namespace migrate::migc
