#include "migc/autogenerate/stages.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/name_cursor.h"
#include "engine/postgres/names.h"
#include "migc/autogenerate/safe_steps.h"
#include "migc/engine/engine_traits.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

using Statements = std::vector<std::string>;

struct Part {
  Statements statements;
  bool outside_transactions = false;
};

// ALTER TYPE ... ADD VALUE
bool adds_value(const std::string& statement) {
  core::NameCursor at(Dialect::postgres, statement);
  return at.take("ALTER") && at.take("TYPE") && at.take_table() && at.take("ADD") && at.take("VALUE");
}

class ChangeStages {
 public:
  ChangeStages(const BothSchemas& schemas, const SchemaChange& change, const Settings& settings)
      : schemas_(schemas), change_(change), settings_(settings) {}

  // `is_alone`: there is no other dialect.
  std::vector<std::pair<SchemaChange, bool>> divide(bool takes_safe_steps, bool is_alone) {
    std::vector<Part> parts = parts_at_values();
    if (takes_safe_steps) add_safe_steps(parts, is_alone);
    if (parts.size() == 1) return {{change_, false}};
    std::vector<std::pair<SchemaChange, bool>> stages;
    std::unique_ptr<ScratchDatabase> before = copy_of(*schemas_.present);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      std::unique_ptr<ScratchDatabase> after = copy_of(*before);
      for (const std::string& statement : parts[i].statements) after->execute(statement);
      SchemaChange stage{.dialect = change_.dialect};
      TransitionRequest request = i == 0 ? change_.renames.downgrade : TransitionRequest();
      request.is_atomic = !parts[i].outside_transactions;
      stage.downgrade = find_downgrade(schemas_, settings_, *before, *after, request);
      if (i == 0) stage.lossy = change_.lossy;
      stage.upgrade.statements = parts[i].statements;
      stages.emplace_back(std::move(stage), parts[i].outside_transactions);
      before = std::move(after);
    }
    return stages;
  }

 private:
  std::unique_ptr<ScratchDatabase> copy_of(ScratchDatabase& database) const {
    std::unique_ptr<ScratchDatabase> copy = schemas_.engine->make_database();
    copy->become(database);
    copy->execute("SET search_path = " + core::postgres_names(settings_).revision_path);
    return copy;
  }

  // Whether they run one after another, in one transaction or each on its own.
  bool can_run(const std::vector<Part>& parts) const {
    const std::unique_ptr<ScratchDatabase> database = copy_of(*schemas_.present);
    try {
      for (const Part& part : parts) {
        if (!part.outside_transactions) database->execute("BEGIN");
        for (const std::string& statement : part.statements) database->execute(statement);
        if (!part.outside_transactions) database->execute("COMMIT");
      }
      return true;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::failed) throw;
      return false;
    }
  }

  std::vector<Part> parts_at_values() const {
    const Statements& all = change_.upgrade.statements;
    const auto first = std::ranges::find_if(all, adds_value);
    if (first == all.end() || can_run({{all}})) return {{all}};
    const auto last = std::find_if(all.rbegin(), all.rend(), adds_value).base();
    std::vector<Part> parts = {{{all.begin(), last}}, {{last, all.end()}}};
    if (can_run(parts)) return parts;
    // What uses a value comes before the next value is added.
    Statements afterwards = {first, all.end()};
    const auto uses = std::stable_partition(afterwards.begin(), afterwards.end(), adds_value);
    if (uses == afterwards.end()) return {{all}};
    parts[0].statements = {all.begin(), first};
    parts[0].statements.insert(parts[0].statements.end(), afterwards.begin(), uses);
    parts[1].statements = {uses, afterwards.end()};
    return parts;
  }

  // Where the server refuses them in that order, as for some partitioned tables, they are left out.
  void add_safe_steps(std::vector<Part>& parts, bool is_alone) const {
    const SafeSteps steps = safe_steps(parts.back().statements);
    if (steps.afterwards.empty()) return;
    std::vector<Part> divided = parts;
    divided.back().statements = steps.first;
    if (steps.first.empty() && is_alone) divided.pop_back();
    divided.push_back({steps.afterwards, true});
    if (can_run(divided)) parts = std::move(divided);
  }

  const BothSchemas& schemas_;
  const SchemaChange& change_;
  const Settings& settings_;
};

}  // namespace

std::vector<Stage> stages_of(const std::vector<std::unique_ptr<BothSchemas>>& schemas,
                             const SchemaChanges& changes, const Settings& settings, bool takes_safe_steps) {
  std::vector<Stage> stages(1);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    std::vector<std::pair<SchemaChange, bool>> divided = {{changes[i], false}};
    if (traits_of(changes[i].dialect).divides_changes)
      divided = ChangeStages(*schemas[i], changes[i], settings).divide(takes_safe_steps, changes.size() == 1);
    for (std::size_t number = 0; number < divided.size(); ++number) {
      if (number == stages.size()) {
        stages.emplace_back();
        for (std::size_t other = 0; other < i; ++other)
          stages.back().changes.push_back({.dialect = changes[other].dialect});
      }
      stages[number].changes.push_back(std::move(divided[number].first));
      stages[number].outside_transactions |= divided[number].second;
    }
    for (std::size_t number = divided.size(); number < stages.size(); ++number)
      stages[number].changes.push_back({.dialect = changes[i].dialect});
  }
  return stages;
}

}  // namespace migrate::migc
