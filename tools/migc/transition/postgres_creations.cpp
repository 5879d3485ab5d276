#include "migc/transition/postgres_creations.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include "engine/sql_text.h"
#include "migc/transition/postgres_part_changes.h"
#include "migc/transition/postgres_table_text.h"

namespace migrate::migc {

void PostgresCreations::create() {
  std::set<Index> things = plan_.creations;
  things.insert(plan_.changes.begin(), plan_.changes.end());
  for (Index i = 0; i < wanted_.size(); ++i)
    if (const PostgresColumn* column = wanted_.column(i); column != nullptr && is_changed(*column))
      things.insert(i);
  std::vector<Index> left = order_of_creation(wanted_, things, plan_.creations);
  pending_ = things;
  for (std::size_t before = left.size() + 1; left.size() < before && !run_.is_refused();) {
    before = left.size();
    std::erase_if(left, [&](Index i) { return make_once(i); });
  }
  run_.run_privileges();
}

bool PostgresCreations::is_changed(const PostgresColumn& wanted) const {
  const PostgresColumn* now = now_.column(wanted.path());
  return now != nullptr && !now->is_inherited &&
         (!now->is_like(wanted) || plan_.new_types.contains(wanted.path()));
}

bool PostgresCreations::make_once(Index i) {
  if (done_.contains(i)) return true;
  const PostgresDefinition& definition = wanted_[i];
  const bool is_privilege = definition.kind.ends_with("privilege");
  if (is_privilege && plan_.creations.contains(i)) {
    run_.run_later(definition.create);
    return true;
  }
  run_.run_privileges();
  const PostgresFailure failure = make(i);
  run_.keep_reason(definition, definition.create, failure);
  if (!failure) {
    run_.forget_reason(definition);
    finish(i);
  }
  // An extension may have no way to an older version.
  if (failure && definition.is("version of extension")) run_.recreate("extension", definition.name);
  return !failure;
}

// With what comes along.
void PostgresCreations::finish(Index i) {
  done_.insert(i);
  pending_.erase(i);
  run_.has_recreated(wanted_[i]);
  for (auto thing = pending_.begin(); thing != pending_.end();)
    thing = creator_of(wanted_, *thing, plan_.creations) == i ? pending_.erase(thing) : std::next(thing);
}

PostgresFailure PostgresCreations::make(Index i) {
  const PostgresDefinition& definition = wanted_[i];
  if (!plan_.creations.contains(i)) return change(i);
  if (definition.is("table")) return make_table(i);
  if (const PostgresColumn* column = wanted_.column(i)) return add_column(*column);
  if (definition.create.empty()) return "no statement creates it";
  return run_.run(definition.create);
}

PostgresFailure PostgresCreations::make_table(Index i) {
  if (!run_.lists_losses()) return "its rows are lost";
  std::vector<Index> keys;
  for (const PostgresSchema::Need& need : wanted_.needed_by(i))
    if (can_be_inside(need.thing, i)) keys.push_back(need.thing);
  std::ranges::sort(keys, {}, [&](Index key) { return wanted_[key].place; });
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  if (PostgresFailure failure = run_.run(create_table(wanted_, i, keys))) return failure;
  done_.insert(keys.begin(), keys.end());
  for (const Index key : keys) pending_.erase(key);
  for (const PostgresColumn* column : wanted_.columns_of(wanted_[i].name))
    for (const std::string& setting : settings_of({}, *column))
      if (!setting.ends_with("SET COMPRESSION " + column->compression)) (void)run_.run(setting);
  return std::nullopt;
}

// A foreign key whose other table exists. To a partitioned table it is added later: the server names the
// copies for its partitions in their order.
bool PostgresCreations::can_be_inside(Index key, Index table) const {
  if (!wanted_[key].is("foreign key") || !pending_.contains(key) || wanted_[key].clause.empty() ||
      wanted_.parent(key) != table)
    return false;
  return std::ranges::all_of(wanted_.needs(key), [&](const PostgresSchema::Need& need) {
    const Index creator = creator_of(wanted_, need.thing, plan_.creations);
    return creator == table || (!pending_.contains(creator) && !is_in_partitioned_table(need.thing));
  });
}

bool PostgresCreations::is_in_partitioned_table(Index thing) const {
  const auto table = wanted_.find("table", wanted_[thing].table);
  return table && wanted_[*table].clause.starts_with(" PARTITION BY");
}

PostgresFailure PostgresCreations::add_column(const PostgresColumn& column) {
  if (!run_.lists_losses() && column.generated.empty()) return "its values are lost";
  PostgresFailure failure = columns_.add(column);
  if (!failure) run_.note_statement();
  return failure;
}

PostgresFailure PostgresCreations::change(Index i) {
  const PostgresDefinition& wanted = wanted_[i];
  if (const PostgresColumn* column = wanted_.column(i)) return change_column(*column);
  const auto now = now_.find(wanted);
  if (!wanted.change.empty()) {
    PostgresFailure failure = run_.run(wanted.change);
    if (failure) run_.recreate(wanted.kind, wanted.name);
    return failure;
  }
  const auto statements = part_changes(now_[*now], wanted);
  if (!statements) return "no statement changes it";
  for (const std::string& statement : *statements)
    if (PostgresFailure failure = wanted.is("sequence") ? run_with_restart(statement) : run_.run(statement)) {
      run_.recreate(wanted.kind, wanted.name);
      return failure;
    }
  return std::nullopt;
}

// Its next number may be beyond new limits.
PostgresFailure PostgresCreations::run_with_restart(const std::string& statement) {
  const PostgresFailure failure = run_.run(statement);
  return failure && !run_.run(statement + " RESTART") ? std::nullopt : failure;
}

// What hinders the server is dropped, and created again in the next round.
PostgresFailure PostgresCreations::change_column(const PostgresColumn& wanted) {
  const PostgresColumn& now = *now_.column(wanted.path());
  const auto default_now = now_.find("default", now.path());
  const bool has_default = default_now && !plan_.gone.contains(*default_now);
  const bool has_new_type = plan_.new_types.contains(wanted.path());
  const auto attempt = [&] {
    return columns_.change(now, wanted, has_default ? now_[*default_now].clause : "", has_new_type);
  };
  PostgresFailure failure = attempt();
  if (failure && has_new_type && drop_dependents(now)) failure = attempt();
  // Where values have no conversion, the column is another one.
  if (failure && has_new_type && run_.lists_losses()) {
    if (is_in_partition_key(now))
      run_.recreate("table", now.table);
    else
      run_.recreate("column", wanted.path());
  }
  if (!failure) run_.note_statement();
  return failure;
}

// It depends on its table as a part of it.
bool PostgresCreations::is_in_partition_key(const PostgresColumn& column) {
  return !run_
              .query(fmt::format(
                  "SELECT 1 FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.objid AND a.attnum ="
                  " d.objsubid WHERE d.classid = 'pg_class'::regclass AND d.objid = {}::regclass AND"
                  " d.refobjid = d.objid AND d.refobjsubid = 0 AND d.deptype = 'i' AND a.attname = {}",
                  core::string_literal(column.table), core::string_literal(column.key)))
              .empty();
}

bool PostgresCreations::drop_dependents(const PostgresColumn& column) {
  const auto thing = now_.find("column", column.path());
  bool has_dropped = false;
  if (thing)
    for (const PostgresSchema::Need& need : now_.needed_by(*thing)) {
      const PostgresDefinition& definition = now_[need.thing];
      const bool is_part =
          definition.is("constraint") || definition.is("foreign key") || definition.is("index");
      if (is_part && !plan_.gone.contains(need.thing) && !run_.run(definition.drop)) has_dropped = true;
    }
  return has_dropped;
}

void PostgresCreations::change_inherited_columns() {
  for (const PostgresColumn& wanted : wanted_.columns()) {
    const PostgresColumn* now = now_.column(wanted.path());
    if (!wanted.is_inherited && (now == nullptr || !now->is_inherited)) continue;
    if (now != nullptr && now->is_like(wanted)) continue;
    if (now == nullptr && !now_.find("table", wanted.table)) continue;
    const PostgresFailure failure =
        now == nullptr ? columns_.add(wanted) : columns_.change(*now, wanted, "", now->type != wanted.type);
    if (failure)
      run_.keep_reason("column " + wanted.path(), *failure);
    else
      run_.note_statement();
  }
}

}  // namespace migrate::migc
