#include "migc/rows/fixtures.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "core/text/path.h"
#include "core/text/suggest.h"
#include "migc/folder/source_bytes.h"
#include "migc/sql/plain_sql.h"

namespace migrate::migc {

namespace {

constexpr std::string_view folder = "fixtures";
constexpr std::string_view ending = ".sql";

// What a file is for. `id` is no revision's where there is none of that name.
struct FixtureName {
  std::string_view id;
  std::optional<Dialect> dialect;
};

// An id may end like a dialect; then the whole name is meant.
FixtureName take_apart(const SourceFile& file, const Chain& chain) {
  std::string_view id = file.name();
  id.remove_prefix(folder.size() + 1);
  id.remove_suffix(ending.size());
  if (chain.find_revision(id)) return {id, std::nullopt};
  for (const Dialect dialect : all_dialects)
    if (const std::string suffix = fmt::format(".{}", to_string(dialect)); id.ends_with(suffix))
      return {id.substr(0, id.size() - suffix.size()), dialect};
  return {id, std::nullopt};
}

void check_name(const SourceFile& file, const Chain& chain, Diagnostics& diagnostics) {
  const std::string_view id = take_apart(file, chain).id;
  if (chain.find_revision(id)) return;
  std::vector<std::string_view> ids;
  for (const Revision revision : chain) ids.push_back(revision.id());
  diagnostics.error_of(file.path(),
                       fmt::format("no revision has the id \"{}\"{}", id, core::did_you_mean(id, ids)));
}

std::vector<FixtureStatement> statements_of(const SourceFile& file, Dialect dialect,
                                            Diagnostics& diagnostics) {
  if (!check_text(file, diagnostics)) return {};
  const PlainSqlRules rules{.on_section = "a fixture has no sections: it runs after the upgrade",
                            .on_step = "a fixture cannot call a C++ step"};
  std::vector<FixtureStatement> statements;
  for (PlainStatement& statement : plain_statements(file, dialect, rules, diagnostics))
    statements.push_back(
        {std::move(statement.text), static_cast<std::uint32_t>(file.position(statement.offset).line)});
  return statements;
}

}  // namespace

std::vector<std::string> fixture_files(const std::string& dir) {
  std::vector<std::string> names;
  std::error_code error;
  std::filesystem::directory_iterator entry(core::to_path(fmt::format("{}/{}", dir, folder)), error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const std::string name = core::to_text(entry->path().filename());
    if (!name.starts_with('.') && name.ends_with(ending)) names.push_back(fmt::format("{}/{}", folder, name));
  }
  std::ranges::sort(names);
  return names;
}

std::vector<SourceFile> read_fixture_files(const std::string& dir, const Chain& chain,
                                           Diagnostics& diagnostics) {
  std::vector<SourceFile> files;
  for (const std::string& name : fixture_files(dir)) {
    const std::string path = fmt::format("{}/{}", dir, name);
    platform::FileContent content = read_file(path, platform::SymbolicLinks::refuse);
    if (content.state != platform::FileState::read) {
      diagnostics.error_of(path, describe(content, "a fixture"));
      continue;
    }
    files.emplace_back(path, name, std::move(content.bytes));
    check_name(files.back(), chain, diagnostics);
  }
  return files;
}

std::vector<Fixture> fixtures_of(const std::vector<SourceFile>& files, const Chain& chain, Dialect dialect,
                                 Diagnostics& diagnostics) {
  std::map<RevisionIndex, std::pair<const SourceFile*, bool>>
      chosen;  // and whether it is for this engine only
  for (const SourceFile& file : files) {
    const FixtureName name = take_apart(file, chain);
    const std::optional<RevisionIndex> revision = chain.find_revision(name.id);
    if (!revision || (name.dialect && name.dialect != dialect)) continue;
    auto& [source, is_own] = chosen[*revision];
    if (source == nullptr || !is_own) {
      source = &file;
      is_own = name.dialect.has_value();
    }
  }
  std::vector<Fixture> fixtures;
  for (const auto& [revision, source] : chosen)
    fixtures.push_back({.revision = revision,
                        .name = source.first->name(),
                        .statements = statements_of(*source.first, dialect, diagnostics)});
  return fixtures;
}

}  // namespace migrate::migc
