#include "migc/transition/postgres_renames.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/sql_text.h"
#include "migc/transition/postgres_rows.h"
#include "migc/transition/rename_order.h"

namespace migrate::migc {

namespace {

// "public.runs" -> "runs"
std::string last_name(const std::string& key) {
  return key.substr(key.find('.') + 1);
}

std::string schema_of(const std::string& key) {
  return key.substr(0, key.find('.'));
}

class MatchedRenames {
 public:
  MatchedRenames(const TransitionRequest& request, const PostgresNaming& naming, WorkDatabase& work)
      : request_(request), naming_(naming), work_(work) {}

  // Some statements can be run only when tables have their names.
  void run() {
    std::vector<std::string> left;
    for (const std::string& statement : request_.renames)
      if (work_.try_run(statement)) left.push_back(statement);
    rename_tables();
    for (const MatchedTable& table : request_.tables)
      if (!table.wanted.empty()) rename_columns(table);
    for (const std::string& statement : left) work_.run(statement);
  }

 private:
  void rename_tables() {
    auto changes = in_free_order(Dialect::postgres, {});
    for (const MatchedTable& table : request_.tables)
      if (!table.wanted.empty() && table.name != table.wanted) changes.push_back({table.name, table.wanted});
    for (const auto& change : in_free_order(Dialect::postgres, changes)) rename_table(change.from, change.to);
  }

  // A temporary name has no schema of its own.
  void rename_table(const std::string& from, const std::string& to) {
    const std::string old_schema = schema_of_temporary(from),
                      schema = is_temporary_name(to) ? old_schema : schema_of(to);
    const std::string old_name = is_temporary_name(from) ? temporary_name(last_name(from)) : last_name(from);
    const std::string name = is_temporary_name(to) ? temporary_name(last_name(to)) : last_name(to);
    if (old_name != name)
      work_.run(fmt::format("ALTER TABLE {} RENAME TO {}", spelled(old_schema, old_name), in_quotes(name)));
    if (old_schema != schema)
      work_.run(fmt::format("ALTER TABLE {} SET SCHEMA {}", spelled(old_schema, name), in_quotes(schema)));
  }

  static std::string schema_of_temporary(const std::string& key) {
    const std::string prefix = temporary_name("");
    return schema_of(key.starts_with(prefix) ? key.substr(prefix.size()) : key);
  }

  void rename_columns(const MatchedTable& table) {
    auto changes = in_free_order(Dialect::postgres, {});
    for (const MatchedColumn& column : table.columns)
      if (column.now != column.wanted) changes.push_back({column.now, column.wanted});
    if (changes.empty()) return;
    const std::string name = spelled(schema_of(table.wanted), last_name(table.wanted));
    for (const auto& change : in_free_order(Dialect::postgres, changes)) {
      if (has_column(name, change.to)) drop(name, change.to);
      work_.run(fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", name, in_quotes(change.from),
                            in_quotes(change.to)));
    }
  }

  // One that has the name of a renamed one before is another column.
  void drop(const std::string& table, const std::string& column) {
    work_.run(fmt::format("ALTER TABLE {} DROP COLUMN {}", table, in_quotes(column)));
    if (request_.on_loss == OnLoss::list)
      work_.lose(fmt::format("column {}.{} is dropped with its values", table, in_quotes(column)));
  }

  bool has_column(const std::string& table, const std::string& column) {
    if (work_.is_refused()) return false;
    return !work_
                .query(fmt::format("SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass({}) AND attname ="
                                   " {} AND NOT attisdropped",
                                   core::string_literal(table), core::string_literal(column)))
                .empty();
  }

  std::string spelled(const std::string& schema, const std::string& name) {
    return (schema == naming_.schema ? "" : in_quotes(schema) + '.') + in_quotes(name);
  }

  std::string in_quotes(const std::string& name) {
    return text_of(
        work_.query(fmt::format("SELECT quote_ident({})", core::string_literal(name))).at(0).at(0));
  }

  const TransitionRequest& request_;
  const PostgresNaming& naming_;
  WorkDatabase& work_;
};

class AlikeRenames {
 public:
  AlikeRenames(const PostgresSchema& now, const PostgresSchema& wanted, WorkDatabase& work)
      : now_(now), wanted_(wanted), work_(work) {}

  bool run() {
    for (PostgresSchema::Index i = 0; i < wanted_.size(); ++i)
      if (!now_.find(wanted_[i])) find_alike(wanted_[i]);
    for (const PostgresColumn& column : wanted_.columns()) rename_identity(column);
    return has_renamed_;
  }

 private:
  void find_alike(const PostgresDefinition& wanted) {
    if (wanted.is("owner of sequence")) return find_sequence(wanted);
    const bool is_index = wanted.kind.ends_with("index");
    if (!wanted.is("constraint") && !wanted.is("foreign key") && !is_index) return;
    for (const PostgresSchema::Index i : of_table(wanted.table)) {
      const PostgresDefinition& now = now_[i];
      if (now.kind != wanted.kind || now.shape != wanted.shape || wanted_.find(now) || taken_.contains(i))
        continue;
      taken_.insert(i);
      return rename(is_index ? fmt::format("ALTER INDEX {} RENAME TO {}", now.name, wanted.tail)
                             : fmt::format("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", now.table, now.tail,
                                           wanted.tail));
    }
  }

  // Of the same column.
  void find_sequence(const PostgresDefinition& wanted) {
    for (PostgresSchema::Index i = 0; i < now_.size(); ++i)
      if (now_[i].is("owner of sequence") && now_[i].clause == wanted.clause && !wanted_.find(now_[i]) &&
          taken_.insert(i).second)
        return rename_sequence(now_[i].name, wanted.name);
  }

  void rename_identity(const PostgresColumn& wanted) {
    const PostgresColumn* now = now_.column(wanted.path());
    if (now == nullptr || now->identity.empty() || wanted.identity.empty()) return;
    if (now->identity_sequence != wanted.identity_sequence)
      rename_sequence(now->identity_sequence, wanted.identity_sequence);
  }

  void rename_sequence(const std::string& now, const std::string& wanted) {
    rename(fmt::format("ALTER SEQUENCE {} RENAME TO {}", now, wanted.substr(wanted.rfind('.') + 1)));
  }

  const std::vector<PostgresSchema::Index>& of_table(const std::string& table) {
    if (by_table_.empty())
      for (PostgresSchema::Index i = 0; i < now_.size(); ++i) by_table_[now_[i].table].push_back(i);
    return by_table_[table];
  }

  void rename(const std::string& statement) {
    if (!work_.try_run(statement)) has_renamed_ = true;
  }

  const PostgresSchema& now_;
  const PostgresSchema& wanted_;
  WorkDatabase& work_;
  std::map<std::string, std::vector<PostgresSchema::Index>> by_table_;
  std::set<PostgresSchema::Index> taken_;
  bool has_renamed_ = false;
};

}  // namespace

void rename_matched(const TransitionRequest& request, const PostgresNaming& naming, WorkDatabase& work) {
  MatchedRenames(request, naming, work).run();
}

bool rename_alike(const PostgresSchema& now, const PostgresSchema& wanted, WorkDatabase& work) {
  return AlikeRenames(now, wanted, work).run();
}

}  // namespace migrate::migc
