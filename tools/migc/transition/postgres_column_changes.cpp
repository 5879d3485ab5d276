#include "migc/transition/postgres_column_changes.h"

#include <fmt/format.h>

#include <algorithm>

#include "migc/transition/postgres_part_changes.h"
#include "migc/transition/postgres_table_text.h"
#include "migc/transition/postgres_type_of_values.h"
#include "migc/transition/table_key.h"

namespace migrate::migc {

namespace {

using Failure = std::optional<std::string>;

bool is_refusing(const TransitionRequest& request) {
  return request.on_loss == OnLoss::refuse;
}

}  // namespace

std::string PostgresColumnChanges::alter(const PostgresColumn& column) const {
  return fmt::format("ALTER TABLE {} ALTER COLUMN {} ", column.table, column.name);
}

Failure PostgresColumnChanges::change(const PostgresColumn& now, const PostgresColumn& wanted,
                                      const std::string& default_now, bool has_new_type) {
  if (!now.generated.empty() && wanted.generated.empty())
    if (Failure failure = run(alter(now) + "DROP EXPRESSION")) return failure;
  if (!now.identity.empty() && wanted.identity.empty())
    if (Failure failure = run(alter(now) + "DROP IDENTITY")) return failure;
  bool has_identity = wanted.identity.empty();
  if (has_new_type)
    if (Failure failure = change_type(now, wanted, default_now)) {
      // The limits of its numbers may be beyond the new type.
      if (now.identity.empty() || has_identity || change_identity(now, wanted)) return failure;
      if (change_type(now, wanted, default_now)) return failure;
      has_identity = true;
    }
  if (Failure failure = change_null(now, wanted)) return failure;
  if (!has_identity)
    if (Failure failure = change_identity(now, wanted)) return failure;
  for (const std::string& statement : settings_of(now, wanted))
    if (Failure failure = run(statement)) return failure;
  return std::nullopt;
}

// The plainest statement that the server takes: a conversion is said where there is no assignment, and a
// default that does not follow is dropped before.
Failure PostgresColumnChanges::change_type(const PostgresColumn& now, const PostgresColumn& wanted,
                                           const std::string& default_now) {
  if (is_refusing(request_) && !keeps_values(now.type, wanted.type)) {
    work_.refuse(fmt::format("values may not fit into the type that column {} had: {}, now {}", wanted.path(),
                             wanted.type, now.type));
    return std::nullopt;
  }
  const std::string type =
      alter(now) + "TYPE " + wanted.type + (wanted.collation.empty() ? "" : " COLLATE " + wanted.collation);
  Failure first;
  for (const std::string& conversion : {std::string(), fmt::format(" USING {}::{}", now.name, wanted.type),
                                        fmt::format(" USING {}::text::{}", now.name, wanted.type)})
    for (const bool drops_default : {false, true}) {
      if (drops_default && default_now.empty()) continue;
      const bool is_done = work_.try_all([&] {
        const Failure failure = drops_default ? run(alter(now) + "DROP DEFAULT") : std::nullopt;
        const Failure error = failure ? failure : run(type + conversion);
        if (error && !first) first = error;
        return !error;
      });
      if (!is_done) continue;
      if (!holds_values(now.type, wanted.type) && now.generated.empty())
        work_.lose(fmt::format("column {}: values may not fit: {} -> {}", now.path(), now.type, wanted.type));
      return std::nullopt;
    }
  return first;
}

// A default is what rows without a value would have.
Failure PostgresColumnChanges::change_null(const PostgresColumn& now, const PostgresColumn& wanted) {
  // A parent's rows are those of its children, too.
  const bool is_of_parent = now.is_inherited && !wanted.not_null.is_own;
  const bool is_for_more_rows = wanted.not_null.is_for_all_rows() && !now.not_null.is_for_all_rows();
  std::string value;
  if (is_for_more_rows && !is_of_parent && !is_refusing(request_) && has_rows(wanted) &&
      !find_value(wanted, value))
    return std::nullopt;
  if (!value.empty())
    if (Failure failure = replace_nulls(wanted, value)) return failure;
  for (const std::string& statement : not_null_changes(now, wanted))
    if (Failure failure = run(statement)) return failure;
  return std::nullopt;
}

Failure PostgresColumnChanges::replace_nulls(const PostgresColumn& column, const std::string& value) {
  Failure failure =
      run(fmt::format("UPDATE {0} SET {1} = {2} WHERE {1} IS NULL", column.table, column.name, value));
  if (!failure) work_.replace_nulls(column.path());
  return failure;
}

Failure PostgresColumnChanges::change_identity(const PostgresColumn& now, const PostgresColumn& wanted) {
  if (now.identity.empty()) {
    if (is_refusing(request_)) {
      work_.refuse(fmt::format("the upgrade drops the identity of column {}, whose next number is not known",
                               now.path()));
      return std::nullopt;
    }
    const std::string options = wanted.identity_options.empty() ? "" : " (" + wanted.identity_options + ')';
    if (Failure failure =
            run(fmt::format("{}ADD GENERATED {} AS IDENTITY{}", alter(now), wanted.identity, options)))
      return failure;
    return continue_numbers(wanted);
  }
  const std::string clauses = changed_clauses(now.identity_clauses, wanted.identity_clauses, "SET");
  if (now.identity != wanted.identity)
    if (Failure failure = run(fmt::format("{}SET GENERATED {}", alter(now), wanted.identity))) return failure;
  if (clauses.empty()) return std::nullopt;
  // The next number may be beyond new limits.
  const Failure failure = run(alter(now) + clauses.substr(1));
  return failure && !run(alter(now) + clauses.substr(1) + " RESTART") ? std::nullopt : failure;
}

// After the numbers that the rows have.
Failure PostgresColumnChanges::continue_numbers(const PostgresColumn& wanted) {
  return run(fmt::format("SELECT setval(pg_get_serial_sequence('{}', '{}'), max({})) FROM {}", wanted.table,
                         wanted.key, wanted.name, wanted.table));
}

Failure PostgresColumnChanges::add(const PostgresColumn& wanted) {
  const std::string default_value = default_of(wanted_, wanted);
  const bool fills_itself = !wanted.serial.empty() || !wanted.identity.empty() || !wanted.generated.empty() ||
                            !default_value.empty();
  std::string value;
  PostgresColumn column = wanted;
  if (wanted.not_null.is_for_all_rows() && !fills_itself && has_rows(wanted))
    column.not_null.is_set = find_value(wanted, value);
  const std::string statement = fmt::format("ALTER TABLE {} ADD COLUMN {}", wanted.table,
                                            column.clause(value.empty() ? default_value : value));
  if (Failure failure = run(statement)) return failure;
  if (!value.empty())
    if (Failure failure = run(alter(wanted) + "DROP DEFAULT")) return failure;
  for (const std::string& setting : settings_of({}, wanted))
    if (!setting.ends_with("SET COMPRESSION " + wanted.compression))
      if (Failure failure = run(setting)) return failure;
  return std::nullopt;
}

bool PostgresColumnChanges::has_rows(const PostgresColumn& column) const {
  const auto table = wanted_.find("table", column.table);
  return !table || wanted_[*table].shape == "TABLE";
}

bool PostgresColumnChanges::find_value(const PostgresColumn& column, std::string& value) {
  const std::string table = table_key(Dialect::postgres, column.table, naming_.schema);
  const auto found = std::ranges::find_if(request_.values, [&](const ColumnValue& each) {
    return each.table == table && each.column == column.key;
  });
  if (found != request_.values.end()) {
    value = found->value;
    return true;
  }
  if (!default_of(wanted_, column).empty()) {
    value = "DEFAULT";
    return true;
  }
  work_.require({column.table, column.name, column.type});
  return false;
}

}  // namespace migrate::migc
