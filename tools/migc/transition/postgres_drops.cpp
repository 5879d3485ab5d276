#include "migc/transition/postgres_drops.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "migc/transition/postgres_part_changes.h"
#include "migc/transition/rename_order.h"
#include "migc/transition/table_key.h"

namespace migrate::migc {

namespace {

// Once it has its former name.
bool is_known(const PostgresDefinition& definition, const TransitionRequest& request,
              const PostgresNaming& naming) {
  const std::string key = table_key(Dialect::postgres, definition.table, naming.schema);
  return std::ranges::any_of(request.tables, [&](const MatchedTable& table) {
    return (table.wanted.empty() ? table.name : table.wanted) == key &&
           table.wanted.empty() != definition.is("column");
  });
}

std::string unqualified(const std::string& name) {
  const std::string last = name.substr(name.rfind('.') + 1);
  return last.starts_with('"') ? last.substr(1, last.size() - 2) : last;
}

}  // namespace

bool PostgresDrops::may_drop(const TransitionRequest& request, const PostgresNaming& naming) {
  if (run_.lists_losses()) return true;
  for (const Index drop : plan_.drops) {
    const PostgresDefinition& definition = now_[drop];
    if ((!definition.is("column") && !definition.is("table")) || is_known(definition, request, naming))
      continue;
    run_.refuse(fmt::format("no statement of the upgrade says where {} {} comes from", definition.kind,
                            definition.name));
  }
  return !run_.is_refused();
}

void PostgresDrops::tell_losses() {
  if (!run_.lists_losses()) return;
  for (const Index drop : plan_.drops) {
    const PostgresDefinition& definition = now_[drop];
    if (definition.is("table") && definition.shape == "TABLE")
      run_.lose(fmt::format("table {} is dropped with its rows", definition.name));
    const PostgresColumn* column = now_.column(drop);
    if (column != nullptr && column->generated.empty())
      run_.lose(fmt::format("column {} is dropped with its values", definition.name));
  }
}

void PostgresDrops::run_drop(Index i) {
  const PostgresDefinition& definition = now_[i];
  if (definition.drop.empty()) return;
  if (definition.kind.ends_with("privilege")) return run_.run_later(definition.drop);
  run_.run_privileges();
  PostgresFailure failure = run_.run(definition.drop);
  if (failure && detach(i)) failure = run_.run(definition.drop);
  run_.keep_reason(definition, definition.drop, failure);
}

// A partition of a table that others refer to.
bool PostgresDrops::detach(Index table) {
  if (!now_[table].is("table")) return false;
  return std::ranges::any_of(now_.needed_by(table), [&](const PostgresSchema::Need& need) {
    const PostgresDefinition& parent = now_[need.thing];
    return parent.is("parent") && now_.parent(need.thing) == table && !run_.run(parent.drop);
  });
}

void PostgresDrops::drop_first() {
  for (const Index drop : plan_.drops) run_drop(drop);
  run_.run_privileges();
}

void PostgresDrops::rename_replaced_types() {
  for (const Index type : plan_.replaced_types) replace(type);
}

void PostgresDrops::replace(Index i) {
  const PostgresDefinition& type = now_[i];
  if (type.is("type") && !run_.lists_losses())
    return run_.refuse(
        fmt::format("PostgreSQL cannot remove a value from the enum {}, which is used", type.name));
  const auto wanted = wanted_.find(type);
  if (!wanted) return;
  for (const std::string& value : removed_values(type, wanted_[*wanted]))
    run_.lose(
        fmt::format("type {} has no value {} any more: rows that have it do not fit", type.name, value));
  const std::string old = '"' + temporary_name(unqualified(type.name)) + '"';
  const std::string word = type.is("collation") ? "COLLATION" : type.shape == "domain" ? "DOMAIN" : "TYPE";
  const std::string rename = fmt::format("ALTER {} {} RENAME TO {}", word, type.name, old);
  const PostgresFailure failure = run_.run(rename);
  run_.keep_reason(type, rename, failure);
  const std::size_t schema = type.name.rfind('.');
  if (!failure)
    replaced_.push_back(word + ' ' + (schema == std::string::npos ? "" : type.name.substr(0, schema + 1)) +
                        old);
}

void PostgresDrops::drop_last() {
  for (const std::string& type : std::exchange(replaced_, {}))
    if (const PostgresFailure failure = run_.run("DROP " + type)) run_.keep_reason(type, *failure);
  for (const Index drop : plan_.late_drops) run_drop(drop);
}

}  // namespace migrate::migc
