#include "migrate/table_check.h"

#include <algorithm>
#include <tuple>

#include "core/chain/schema_facts.h"
#include "core/run/run.h"
#include "core/text/concat.h"
#include "engine/names.h"
#include "migrate/plan.h"
#include "migrate/schema_row.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

namespace {

using core::SchemaFacts;
using core::SchemaObject;

const SchemaObject* find_object(const SchemaFacts& facts, std::string_view name, bool is_spelled) {
  const auto key = [](const SchemaObject& object) {
    return std::tuple<std::string_view, bool>(object.name, object.is_spelled);
  };
  const auto found = std::ranges::lower_bound(facts.objects, std::tuple(name, is_spelled), {}, key);
  const bool is_there =
      found != facts.objects.end() && found->name == name && found->is_spelled == is_spelled;
  return is_there ? &*found : nullptr;
}

void add_once(std::vector<std::string>& names, std::string_view name) {
  if (names.empty() || names.back() != name) names.emplace_back(name);
}

// The rows of one object follow each other, first that of the facts which every server tells in one way.
void compare(const generated::SchemaRow& head, const SchemaFacts& facts, TableCheck& check) {
  for (const generated::FingerprintRow& row : head.objects) {
    const std::string_view name = head.names.substr(row.name.offset, row.name.size);
    if (row.is_spelled && head.server != facts.server) {
      check.not_compared = core::concat({"expressions and definitions, which PostgreSQL ", facts.server,
                                         " spells in another way than PostgreSQL ", head.server,
                                         ", for which this program was built"});
      continue;
    }
    const SchemaObject* object = find_object(facts, name, row.is_spelled);
    if (object == nullptr && !row.is_spelled)
      check.missing.emplace_back(name);
    else if (object == nullptr || object->fingerprint != core::Fingerprint{row.high, row.low})
      if (check.missing.empty() || check.missing.back() != name) add_once(check.different, name);
  }
}

// Empty where the fingerprints are of what the database should have.
std::string reason_not_to_compare(const Chain& chain, const core::DatabaseState& found) {
  if (found.unfinished) return core::concat({"revision ", found.unfinished->revision, " is not finished"});
  for (const core::VersionRow& row : found.rows)
    if (!chain.find_revision(row.revision)) return "a newer program has changed them";
  return plan_upgrade(chain, found.known_rows(), "heads").empty() ? "" : "the database is not at head";
}

}  // namespace

TableCheck check_tables(Connection& connection, const Chain& chain, const Options& options) {
  TableCheck check;
  const Dialect dialect = connection.dialect();
  const auto schemas = schemas_at_head(chain);
  const auto head = std::ranges::find(schemas, dialect, &generated::SchemaRow::dialect);
  if (head == schemas.end()) {
    check.why_not =
        core::concat({"this program was built without fingerprints of them for ", to_string(dialect)});
    return check;
  }
  core::Run run(connection, chain, options, adapter::Access::read);
  check.why_not = reason_not_to_compare(chain, run.state_for(core::Trust::anything));
  if (!check.why_not.empty()) return check;
  const Settings settings = core::chain_settings(chain, dialect, options);
  const Value schema(core::schema_of_revisions(dialect, settings));
  compare(*head, core::facts_of(run.session().query(head->question, {&schema, 1})), check);
  check.is_compared = true;
  return check;
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
