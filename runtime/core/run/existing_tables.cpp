#include "core/run/existing_tables.h"

#include <set>

#include "core/plan/step_items.h"
#include "core/run/run.h"
#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/text.h"
#include "engine/names.h"
#include "migrate/error.h"

namespace migrate::core {

namespace {

// Follows a plan through the names of its tables.
class TablesOfPlan {
 public:
  TablesOfPlan(Dialect dialect, std::string_view default_schema)
      : dialect_(dialect), default_schema_(default_schema) {}

  // False: what comes next is unknown.
  bool read(const ScriptFact& fact) {
    const adapter::RelationName table{schema_of(fact), std::string(fact.table)};
    switch (fact.kind) {
      case FactKind::creates_table:
        create(table);
        return true;
      case FactKind::renames_table:
        rename(table, {table.schema, std::string(fact.detail)});
        return true;
      case FactKind::drops_table:
      case FactKind::frees_name:
        forget(table);
        return true;
      case FactKind::may_create_table:
      case FactKind::drops_temporary_table:
      case FactKind::drops_column:
      case FactKind::adds_foreign_key:
      case FactKind::takes_long_lock:
        return true;
      case FactKind::runs_code:
        return false;
    }
    return false;
  }

  std::vector<adapter::RelationName> take() { return std::move(wanted_); }

 private:
  std::string schema_of(const ScriptFact& fact) const {
    return std::string(fact.schema.empty() ? default_schema_ : fact.schema);
  }

  std::string key_of(const adapter::RelationName& table) const {
    return name_key(dialect_, table.schema + '\0' + table.name);
  }

  void create(const adapter::RelationName& table) {
    const std::string key = key_of(table);
    if (known_.insert(key).second) wanted_.push_back(table);
    created_.insert(key);
  }

  void forget(const adapter::RelationName& table) {
    known_.insert(key_of(table));
    created_.erase(key_of(table));
  }

  void rename(const adapter::RelationName& table, const adapter::RelationName& to) {
    if (created_.contains(key_of(table))) create(to);
    known_.insert(key_of(to));
    forget(table);
  }

  Dialect dialect_;
  std::string_view default_schema_;
  std::set<std::string> known_;    // the plan has used them
  std::set<std::string> created_;  // those that the plan has created and not dropped
  std::vector<adapter::RelationName> wanted_;
};

Error tables_exist(const std::vector<adapter::RelationName>& tables, std::string_view default_schema) {
  std::vector<std::string> names;
  for (const adapter::RelationName& table : tables)
    names.push_back((table.schema == default_schema ? "" : concat({table.schema, "."})) + table.name);
  const bool is_one = names.size() == 1;
  return advised_error(
      ErrorKind::mismatch,
      concat({"no revision is recorded in this database, but ",
              is_one ? "a table that the chain creates exists: " : "tables that the chain creates exist: ",
              listed(names)}),
      nothing_changed,
      "If the database has the schema of a revision, run \"stamp REVISION\" to record it; otherwise choose"
      " another database.");
}

}  // namespace

std::vector<adapter::RelationName> tables_to_create(const Chain& chain, const Plan& plan, Dialect dialect,
                                                    std::string_view default_schema) {
  TablesOfPlan tables(dialect, default_schema);
  for (const PlanStep& step : plan.steps) {
    if (step.move() == nullptr) break;
    const Script script = script_of(chain, *step.move(), dialect);
    for (const ScriptFact fact : script.facts())
      if (!tables.read(fact)) return tables.take();
  }
  return tables.take();
}

void refuse_existing_tables(const Ledger& ledger, const Plan& plan, const Options& options) {
  const Dialect dialect = ledger.dialect();
  const Settings settings = chain_settings(ledger.chain(), dialect, options);
  const std::string_view schema = schema_of_revisions(dialect, settings);
  const std::vector<adapter::RelationName> wanted = tables_to_create(ledger.chain(), plan, dialect, schema);
  if (wanted.empty()) return;
  const std::vector<adapter::RelationName> found = ledger.session().find_relations(wanted);
  if (!found.empty()) throw tables_exist(found, schema);
}

}  // namespace migrate::core
