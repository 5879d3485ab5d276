#include "migc/commands/build_verdicts.h"

#include <algorithm>
#include <optional>

#include "core/text/json.h"
#include "migc/folder/manifest.h"
#include "migc/folder/source_bytes.h"
#include "migc/proof/proof_place.h"

namespace migrate::migc {

namespace {

// What stands between two texts; empty where they do not.
std::string_view between(std::string_view text, std::string_view begin, std::string_view end) {
  const std::size_t at = text.find(begin);
  if (at == text.npos) return {};
  text.remove_prefix(at + begin.size());
  return text.substr(0, std::min(text.find(end), text.size()));
}

std::string bytes_of(const std::string& path) {
  return read_file(path, platform::SymbolicLinks::follow).bytes;
}

}  // namespace

// Each dialect begins a line, and so does each of its revisions. No text in the file has a quote of its own.
std::vector<cli::BuildVerdict> read_verdicts(const std::string& json, std::string_view id,
                                             const std::string& digest) {
  constexpr std::string_view dialect_begin = "{\"dialect\":\"";
  std::vector<cli::BuildVerdict> verdicts;
  const std::string revision_begin = "\n  {\"revision\":" + core::json_string(id) + ",";
  for (std::size_t at = json.find(dialect_begin); at != json.npos;) {
    const std::size_t next = json.find(dialect_begin, at + 1);
    const std::string_view dialect = std::string_view(json).substr(at, next - at);
    const std::string_view revision = between(dialect, revision_begin, "\n");
    if (!revision.empty())
      verdicts.push_back({.dialect = std::string(between(dialect, dialect_begin, "\"")),
                          .version = std::string(between(dialect, "\"version\":\"", "\"")),
                          .verdict = std::string(between(revision, "\",\"verdict\":\"", "\"")),
                          .is_outdated = between(revision, "\",\"digest\":\"", "\"") != digest});
    at = next;
  }
  return verdicts;
}

std::vector<cli::BuildVerdict> find_build_verdicts(const std::string& migrations, const Revision& revision) {
  const std::optional<ProofPlace> build = find_build(migrations);
  if (!build || build->json.empty()) return {};
  return read_verdicts(bytes_of(build->json), revision.id(),
                       digest_of_bytes(bytes_of(migrations + "/" + std::string(revision.file()))));
}

}  // namespace migrate::migc
