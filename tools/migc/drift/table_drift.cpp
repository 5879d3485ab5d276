#include "migc/drift/table_drift.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string_view>
#include <utility>

#include "core/text/path.h"
#include "migc/derive/scratch_engines.h"
#include "migc/diff/difference_list.h"
#include "migc/diff/ignored_objects.h"
#include "migc/diff/live_database.h"
#include "migc/drift/applied_database.h"
#include "migc/drift/server_spelling.h"

namespace migrate::migc {

namespace {

// Whether an object is nothing without its table. Another index or trigger is an object of its own.
bool is_part_of_table(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::column:
    case ObjectKind::primary_key:
    case ObjectKind::unique:
    case ObjectKind::check:
    case ObjectKind::exclusion:
    case ObjectKind::foreign_key:
      return true;
    default:
      return false;
  }
}

bool is_stranger(const Difference& difference) {
  return difference.kind == DifferenceKind::left_over && !is_part_of_table(difference.object);
}

// The chain was run by one role, the database may belong to another one, and may be read by a third.
bool is_about_owners(const Difference& difference) {
  return difference.kind == DifferenceKind::changed && difference.fact == "owner";
}

constexpr std::string_view privileges = "privileges";

bool is_about_privileges(const Difference& difference) {
  return difference.fact == privileges || difference.object == ObjectKind::default_privileges;
}

// Otherwise they are managed elsewhere.
bool grants_privileges(const SchemaCatalogue& chain) {
  return std::ranges::any_of(chain.entries, [](const auto& entry) {
    return std::ranges::any_of(*entry.second, [](const CatalogueObject& object) {
      return object.kind == ObjectKind::default_privileges ||
             std::ranges::find(object.facts, privileges, &Fact::name) != object.facts.end();
    });
  });
}

// A SQLite file that does not exist is an empty database, as it is for a run.
SchemaCatalogue read_database(const LiveSide& database, const Settings& settings, std::string& release) {
  const bool is_missing =
      database.dialect == Dialect::sqlite && !std::filesystem::exists(core::to_path(database.location));
  const std::unique_ptr<SchemaDatabase> live =
      open_live_database(database.dialect, is_missing ? ":memory:" : database.location, settings);
  release = server_release(database.dialect, *live);
  return live->read_schema();
}

}  // namespace

TableDrift drift_between(const SchemaCatalogue& chain, const SchemaCatalogue& database) {
  TableDrift drift;
  const bool compares_privileges = grants_privileges(chain);
  bool has_other_privileges = false;
  for (Difference& difference : changes_between(chain, database)) {
    const bool is_left_out = !compares_privileges && is_about_privileges(difference);
    has_other_privileges = has_other_privileges || is_left_out;
    if (!is_left_out && !is_about_owners(difference))
      (is_stranger(difference) ? drift.strangers : drift.changes).push_back(std::move(difference));
  }
  if (has_other_privileges) drift.notes.emplace_back("privileges, because the chain grants none");
  return drift;
}

TableDrift find_drift(const Folder& folder, const Chain& chain, const std::string& cache,
                      const LiveSide& database, const std::vector<std::string>& rows,
                      const ProgramOfSteps& program) {
  std::string there;
  const SchemaCatalogue found = read_database(database, chain.settings(), there);
  const std::unique_ptr<ScratchEngine> engine =
      scratch_engines(folder, cache, {}, program.folder)(database.dialect, chain);
  const std::unique_ptr<ScratchDatabase> expected = make_applied_database(*engine, chain, rows, program);
  const std::vector<std::string>& ignored = folder.settings.ignore;
  TableDrift drift =
      drift_between(without_ignored(expected->read_schema(), ignored), without_ignored(found, ignored));
  const std::string here = server_release(database.dialect, *expected);
  if (here != there) {
    drop_server_spelling(drift.changes);
    drift.notes.push_back("expressions and definitions, which PostgreSQL " + there +
                          " spells in another way than PostgreSQL " + here + ", on which the chain was run");
  }
  return drift;
}

}  // namespace migrate::migc
