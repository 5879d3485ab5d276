#include "migc/proof/proof_keys.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include "core/text/path.h"
#include "core/text/sha256.h"

namespace migrate::migc {

namespace {

namespace fs = std::filesystem;

// Each field with its size, so that no two sequences look alike.
class KeyHash {
 public:
  KeyHash& add(std::string_view text) {
    hash_.update(std::to_string(text.size()) + ':');
    hash_.update(text);
    return *this;
  }
  KeyHash& add(std::uint64_t number) { return add(std::string_view(std::to_string(number))); }
  KeyHash& add(const core::Digest& digest) {
    return add(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
  }
  [[nodiscard]] core::Digest finish() { return hash_.finish(); }

 private:
  core::Sha256 hash_;
};

// The digests of the SQL files in a folder of the migrations folder and below, by their paths in it.
std::map<std::string, core::Digest> digests_in(const Folder& folder, const std::string& name) {
  std::map<std::string, core::Digest> digests;
  const fs::path root = core::to_path(folder.dir) / core::to_path(name);
  std::error_code error;
  for (fs::recursive_directory_iterator entry(root, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() != ".sql") continue;
    std::ifstream file(entry->path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    digests[core::to_text(entry->path().lexically_relative(root))] = KeyHash().add(bytes).finish();
  }
  return digests;
}

core::Digest digest_of_all(const std::map<std::string, core::Digest>& digests) {
  KeyHash hash;
  for (const auto& [name, digest] : digests) hash.add(name).add(digest);
  return hash.finish();
}

core::Digest key_of_settings(const Folder& folder, const Chain& chain, const ScratchEngine& engine) {
  const Settings& settings = chain.settings();
  return KeyHash()
      .add(to_string(engine.dialect()))
      .add(engine.identity())
      .add(settings.version_table)
      .add(settings.schema)
      .add(settings.version_schema)
      .add(settings.search_path)
      .add(static_cast<std::uint64_t>(settings.transaction))
      .add(std::uint64_t{folder.settings.foreign_keys})
      .finish();
}

void add_script(KeyHash& hash, const Script& script) {
  hash.add(script.size());
  for (const Item& item : script) hash.add(std::uint64_t{item.is_call()}).add(item.text()).add(item.flags());
  for (const ExpectedTable& expected : script.expected_tables())
    hash.add(expected.table).add(expected.outline);
}

void add_ids(KeyHash& hash, const Chain& chain, std::span<const RevisionIndex> revisions) {
  hash.add(revisions.size());
  for (const RevisionIndex revision : revisions) hash.add(chain[revision].id());
}

void add_fixture(KeyHash& hash, const Fixture& fixture) {
  hash.add("fixture").add(fixture.statements.size());
  for (const FixtureStatement& statement : fixture.statements) hash.add(statement.text);
}

core::Digest key_of_lines(const Revision& revision, Dialect dialect, const Fixture* fixture) {
  KeyHash hash;
  if (fixture != nullptr) hash.add(fixture->name);
  if (fixture != nullptr)
    for (const FixtureStatement& statement : fixture->statements) hash.add(statement.line);
  for (const Script& script : {revision.upgrade(dialect), revision.downgrade(dialect)})
    for (const Item& item : script) hash.add(item.line());
  return hash.finish();
}

}  // namespace

ProofKeys proof_keys(const Folder& folder, const Chain& chain, const ScratchEngine& engine,
                     const ProofOptions& options) {
  const core::Digest queries = digest_of_all(digests_in(folder, "queries"));
  const Dialect dialect = engine.dialect();
  ProofKeys keys;
  KeyHash settings;
  settings.add(key_of_settings(folder, chain, engine));
  settings.add(static_cast<std::uint64_t>(made_up_number(chain, dialect, options.fixtures)));
  core::Digest before = settings.finish();
  for (const Revision revision : chain) {
    KeyHash state;
    state.add(before)
        .add(revision.id())
        .add(static_cast<std::uint64_t>(revision.transaction()))
        .add(std::uint64_t{revision.is_compatible()})
        .add(std::uint64_t{options.goes_back(revision)})
        .add(std::uint64_t{revision.lossy().empty()});
    add_ids(state, chain, revision.parents());
    add_ids(state, chain, revision.dependencies());
    add_script(state, revision.upgrade(dialect));
    add_script(state, revision.downgrade(dialect));
    const auto fixture = std::ranges::find(options.fixtures, revision.index(), &Fixture::revision);
    const bool has_fixture = fixture != options.fixtures.end();
    if (has_fixture) add_fixture(state, *fixture);
    before = keys.states.emplace_back(state.finish());

    KeyHash verdict;
    verdict.add(before);
    if (revision.is_compatible()) verdict.add(queries);
    keys.verdicts.push_back(verdict.finish());
    keys.lines.push_back(key_of_lines(revision, dialect, has_fixture ? &*fixture : nullptr));
  }
  keys.end = KeyHash()
                 .add("end")
                 .add(before)
                 .add(static_cast<std::uint64_t>(options.depth))
                 .add(options.together_from)
                 .add(queries)
                 .finish();
  return keys;
}

}  // namespace migrate::migc
