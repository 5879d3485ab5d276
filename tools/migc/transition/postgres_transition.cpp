#include "migc/transition/postgres_transition.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "engine/names.h"
#include "engine/postgres/names.h"
#include "engine/sql_text.h"
#include "migc/scratch/library_tables.h"
#include "migc/transition/postgres_column_changes.h"
#include "migc/transition/postgres_part_changes.h"
#include "migc/transition/postgres_plan.h"
#include "migc/transition/postgres_renames.h"
#include "migc/transition/postgres_schema.h"
#include "migc/transition/postgres_table_text.h"
#include "migc/transition/rename_order.h"
#include "migc/transition/table_key.h"
#include "migc/transition/work_database.h"

namespace migrate::migc {

namespace {

using namespace std::string_literals;
using Index = PostgresSchema::Index;
using Failure = std::optional<std::string>;

// The server says what a statement has brought along only when it has run, so what is left is planned again.
constexpr int most_rounds = 8;

// "GRANT SELECT ON t TO r" and "GRANT INSERT ON t TO r" are one statement.
std::vector<std::string> merged_privileges(const std::vector<std::string>& statements) {
  std::vector<std::pair<std::string, std::string>> merged;  // what comes before the privileges and after them
  std::vector<std::vector<std::string>> privileges;
  for (const std::string& statement : statements) {
    const std::size_t on = statement.find(" ON ");
    const std::size_t word = std::min(statement.find("GRANT "), statement.find("REVOKE "));
    const std::size_t begin = statement.find(' ', word) + 1;
    std::pair around{statement.substr(0, begin), statement.substr(on)};
    if (merged.empty() || merged.back() != around) {
      merged.push_back(std::move(around));
      privileges.emplace_back();
    }
    privileges.back().push_back(statement.substr(begin, on - begin));
  }
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < merged.size(); ++i)
    texts.push_back(merged[i].first + fmt::format("{}", fmt::join(privileges[i], ", ")) + merged[i].second);
  return texts;
}

class PostgresTransition {
 public:
  PostgresTransition(const SchemaCatalogue& catalogue, const PostgresSchema& wanted,
                     const PostgresNaming& naming, const TransitionRequest& request,
                     ScratchDatabase& database)
      : wanted_(wanted),
        naming_(naming),
        request_(request),
        work_(catalogue, database),
        columns_(wanted, naming, request, work_) {}

  Transition run_all() {
    work_.database().execute("SET search_path = " + naming_.path);
    rename_matched(request_, naming_, work_);
    read();
    if (!work_.is_refused() && rename_alike(now_, wanted_, work_)) read();
    for (int round = 0; round < most_rounds && is_open(); ++round) {
      reasons_.clear();
      has_run_ = false;
      run_round(round == 0);
      if (!has_run_ && round > 0) break;
      if (!has_run_) continue;
      if (is_done()) break;
      read();
      if (rename_alike(now_, wanted_, work_)) read();
    }
    refuse_what_failed();
    work_.database().execute("RESET search_path");
    return work_.take();
  }

 private:
  bool is_open() const { return !work_.is_refused() && !work_.lacks_values(); }

  // Of a round in which nothing failed, the catalogue shows that as well as all definitions would, and costs
  // less.
  bool is_done() {
    return is_open() && reasons_.empty() && to_recreate_.empty() &&
           std::ranges::all_of(work_.differences(), is_note);
  }

  void read() { now_ = PostgresSchema::read(work_.database(), naming_); }

  void run_round(bool is_first) {
    plan_ = plan_between(
        now_, wanted_, {.is_first = is_first, .is_atomic = request_.is_atomic, .to_recreate = to_recreate_});
    if (!may_drop()) return;
    tell_losses();
    for (const Index drop : plan_.drops) run_drop(drop);
    flush_privileges();
    for (const Index type : plan_.replaced_types) replace(type);
    create();
    if (!is_first) change_inherited_columns();
    for (const std::string& type : replaced_) drop_replaced(type);
    replaced_.clear();
    for (const Index drop : plan_.late_drops) run_drop(drop);
  }

  bool lists_losses() const { return request_.on_loss == OnLoss::list; }

  Failure run(const std::string& statement) {
    if (work_.is_refused()) return "refused";
    Failure failure = work_.try_run(statement);
    if (!failure) has_run_ = true;
    return failure;
  }

  void keep_reason(const PostgresDefinition& definition, const std::string& statement,
                   const Failure& failure) {
    if (failure)
      reasons_[definition.kind + ' ' + definition.name] =
          fmt::format("{}; the statement would be: {}", *failure, statement);
  }

  // Drops.

  // Whether the statements of the upgrade say that it made the tables and columns that go: otherwise their
  // rows may be older.
  bool may_drop() {
    if (lists_losses()) return true;
    for (const Index drop : plan_.drops) {
      const PostgresDefinition& definition = now_[drop];
      const bool is_column = definition.is("column");
      if ((!is_column && !definition.is("table")) || is_known(definition, is_column)) continue;
      work_.refuse(fmt::format("no statement of the upgrade says where {} {} comes from", definition.kind,
                               definition.name));
    }
    return !work_.is_refused();
  }

  // Once it has its former name.
  bool is_known(const PostgresDefinition& definition, bool is_column) const {
    const std::string key = table_key(Dialect::postgres, definition.table, naming_.schema);
    return std::ranges::any_of(request_.tables, [&](const MatchedTable& table) {
      return (table.wanted.empty() ? table.name : table.wanted) == key && table.wanted.empty() != is_column;
    });
  }

  void tell_losses() {
    if (!lists_losses()) return;
    for (const Index drop : plan_.drops) {
      const PostgresDefinition& definition = now_[drop];
      if (definition.is("table") && definition.shape == "TABLE")
        lose(fmt::format("table {} is dropped with its rows", definition.name));
      const PostgresColumn* column = now_.column(drop);
      if (column != nullptr && column->generated.empty())
        lose(fmt::format("column {} is dropped with its values", definition.name));
    }
  }

  // Once, however many rounds it takes.
  void lose(const std::string& what) {
    if (losses_.insert(what).second) work_.lose(what);
  }

  void run_drop(Index i) {
    const PostgresDefinition& definition = now_[i];
    if (definition.drop.empty()) return;
    if (definition.kind.ends_with("privilege")) return privileges_.push_back(definition.drop);
    flush_privileges();
    Failure failure = run(definition.drop);
    if (failure && detach(i)) failure = run(definition.drop);
    keep_reason(definition, definition.drop, failure);
  }

  // A partition of a table that others refer to.
  bool detach(Index table) {
    if (!now_[table].is("table")) return false;
    return std::ranges::any_of(now_.needed_by(table), [&](const PostgresSchema::Need& need) {
      const PostgresDefinition& parent = now_[need.thing];
      return parent.is("parent") && now_.parent(need.thing) == table && !run(parent.drop);
    });
  }

  // Types that columns have.

  static std::string unqualified(const std::string& name) {
    const std::string last = name.substr(name.rfind('.') + 1);
    return last.starts_with('"') ? last.substr(1, last.size() - 2) : last;
  }

  void replace(Index i) {
    const PostgresDefinition& type = now_[i];
    if (type.is("type") && !lists_losses())
      return work_.refuse(
          fmt::format("PostgreSQL cannot remove a value from the enum {}, which is used", type.name));
    const auto wanted = wanted_.find(type);
    if (!wanted) return;
    for (const std::string& value : removed_values(type, wanted_[*wanted]))
      lose(fmt::format("type {} has no value {} any more: rows that have it do not fit", type.name, value));
    const std::string old = '"' + temporary_name(unqualified(type.name)) + '"';
    const std::string word = type.is("collation") ? "COLLATION" : type.shape == "domain" ? "DOMAIN" : "TYPE";
    const std::string rename = fmt::format("ALTER {} {} RENAME TO {}", word, type.name, old);
    const Failure failure = run(rename);
    keep_reason(type, rename, failure);
    const std::size_t schema = type.name.rfind('.');
    if (!failure)
      replaced_.push_back(word + ' ' + (schema == std::string::npos ? "" : type.name.substr(0, schema + 1)) +
                          old);
  }

  void drop_replaced(const std::string& type) {
    if (const Failure failure = run("DROP " + type)) reasons_[type] = *failure;
  }

  // Creations and changes.

  void create() {
    std::set<Index> things = plan_.creations;
    things.insert(plan_.changes.begin(), plan_.changes.end());
    for (Index i = 0; i < wanted_.size(); ++i)
      if (const PostgresColumn* column = wanted_.column(i); column != nullptr && is_changed(*column))
        things.insert(i);
    std::vector<Index> left = order_of_creation(wanted_, things, plan_.creations);
    done_.clear();
    for (const Index thing : things) pending_.insert(thing);
    for (std::size_t before = left.size() + 1; left.size() < before && !work_.is_refused();) {
      before = left.size();
      std::erase_if(left, [&](Index i) { return make_once(i); });
    }
    flush_privileges();
    pending_.clear();
  }

  bool is_changed(const PostgresColumn& wanted) const {
    const PostgresColumn* now = now_.column(wanted.path());
    return now != nullptr && !now->is_inherited &&
           (!now->is_like(wanted) || plan_.new_types.contains(wanted.path()));
  }

  bool make_once(Index i) {
    if (done_.contains(i)) return true;
    const PostgresDefinition& definition = wanted_[i];
    const bool is_privilege = definition.kind.ends_with("privilege");
    if (is_privilege && plan_.creations.contains(i)) {
      privileges_.push_back(definition.create);
      return true;
    }
    flush_privileges();
    const Failure failure = make(i);
    keep_reason(definition, definition.create, failure);
    if (!failure) {
      reasons_.erase(definition.kind + ' ' + definition.name);
      finish(i);
    }
    // An extension may have no way to an older version.
    if (failure && definition.is("version of extension")) to_recreate_.insert({"extension", definition.name});
    return !failure;
  }

  // With what comes along.
  void finish(Index i) {
    done_.insert(i);
    pending_.erase(i);
    to_recreate_.erase({wanted_[i].kind, wanted_[i].name});
    for (auto thing = pending_.begin(); thing != pending_.end();)
      thing = creator_of(wanted_, *thing, plan_.creations) == i ? pending_.erase(thing) : std::next(thing);
  }

  Failure make(Index i) {
    const PostgresDefinition& definition = wanted_[i];
    if (!plan_.creations.contains(i)) return change(i);
    if (definition.is("table")) return make_table(i);
    if (const PostgresColumn* column = wanted_.column(i)) return add_column(*column);
    if (definition.create.empty()) return "no statement creates it";
    return run(definition.create);
  }

  Failure make_table(Index i) {
    if (!lists_losses()) return "its rows are lost";
    std::vector<Index> keys;
    for (const PostgresSchema::Need& need : wanted_.needed_by(i))
      if (can_be_inside(need.thing, i)) keys.push_back(need.thing);
    std::ranges::sort(keys, {}, [&](Index key) { return wanted_[key].place; });
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    if (Failure failure = run(create_table(wanted_, i, keys))) return failure;
    done_.insert(keys.begin(), keys.end());
    for (const Index key : keys) pending_.erase(key);
    for (const PostgresColumn* column : wanted_.columns_of(wanted_[i].name))
      for (const std::string& setting : settings_of({}, *column))
        if (!setting.ends_with("SET COMPRESSION " + column->compression)) (void)run(setting);
    return std::nullopt;
  }

  // A foreign key whose other table exists. To a partitioned table it is added later: the server names the
  // copies for its partitions in their order.
  bool can_be_inside(Index key, Index table) const {
    if (!wanted_[key].is("foreign key") || !pending_.contains(key) || wanted_[key].clause.empty() ||
        wanted_.parent(key) != table)
      return false;
    return std::ranges::all_of(wanted_.needs(key), [&](const PostgresSchema::Need& need) {
      const Index creator = creator_of(wanted_, need.thing, plan_.creations);
      return creator == table || (!pending_.contains(creator) && !is_in_partitioned_table(need.thing));
    });
  }

  bool is_in_partitioned_table(Index thing) const {
    const auto table = wanted_.find("table", wanted_[thing].table);
    return table && wanted_[*table].clause.starts_with(" PARTITION BY");
  }

  Failure add_column(const PostgresColumn& column) {
    if (!lists_losses() && column.generated.empty()) return "its values are lost";
    Failure failure = columns_.add(column);
    if (!failure) has_run_ = true;
    return failure;
  }

  Failure change(Index i) {
    const PostgresDefinition& wanted = wanted_[i];
    if (const PostgresColumn* column = wanted_.column(i)) return change_column(*column);
    const auto now = now_.find(wanted);
    if (!wanted.change.empty()) {
      Failure failure = run(wanted.change);
      if (failure) to_recreate_.insert({wanted.kind, wanted.name});
      return failure;
    }
    const auto statements = part_changes(now_[*now], wanted);
    if (!statements) return "no statement changes it";
    for (const std::string& statement : *statements)
      if (Failure failure = wanted.is("sequence") ? run_with_restart(statement) : run(statement)) {
        to_recreate_.insert({wanted.kind, wanted.name});
        return failure;
      }
    return std::nullopt;
  }

  // Its next number may be beyond new limits.
  Failure run_with_restart(const std::string& statement) {
    const Failure failure = run(statement);
    return failure && !run(statement + " RESTART") ? std::nullopt : failure;
  }

  // What hinders the server is dropped, and created again in the next round.
  Failure change_column(const PostgresColumn& wanted) {
    const PostgresColumn& now = *now_.column(wanted.path());
    const auto default_now = now_.find("default", now.path());
    const bool has_default = default_now && !plan_.gone.contains(*default_now);
    const bool has_new_type = plan_.new_types.contains(wanted.path());
    const auto attempt = [&] {
      return columns_.change(now, wanted, has_default ? now_[*default_now].clause : "", has_new_type);
    };
    Failure failure = attempt();
    if (failure && has_new_type && drop_dependents(now)) failure = attempt();
    // Where values have no conversion, the column is another one.
    if (failure && has_new_type && lists_losses())
      to_recreate_.insert(is_in_partition_key(now) ? std::pair("table"s, now.table)
                                                   : std::pair("column"s, wanted.path()));
    if (!failure) has_run_ = true;
    return failure;
  }

  // It depends on its table as a part of it.
  bool is_in_partition_key(const PostgresColumn& column) {
    return !work_
                .query(fmt::format(
                    "SELECT 1 FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.objid AND a.attnum ="
                    " d.objsubid WHERE d.classid = 'pg_class'::regclass AND d.objid = {}::regclass AND"
                    " d.refobjid = d.objid AND d.refobjsubid = 0 AND d.deptype = 'i' AND a.attname = {}",
                    core::string_literal(column.table), core::string_literal(column.key)))
                .empty();
  }

  bool drop_dependents(const PostgresColumn& column) {
    const auto thing = now_.find("column", column.path());
    bool has_dropped = false;
    if (thing)
      for (const PostgresSchema::Need& need : now_.needed_by(*thing)) {
        const PostgresDefinition& definition = now_[need.thing];
        const bool is_part =
            definition.is("constraint") || definition.is("foreign key") || definition.is("index");
        if (is_part && !plan_.gone.contains(need.thing) && !run(definition.drop)) has_dropped = true;
      }
    return has_dropped;
  }

  // Parents have given theirs already; one that has no parent yet gets them before.
  void change_inherited_columns() {
    for (const PostgresColumn& wanted : wanted_.columns()) {
      const PostgresColumn* now = now_.column(wanted.path());
      if (!wanted.is_inherited && (now == nullptr || !now->is_inherited)) continue;
      if (now != nullptr && now->is_like(wanted)) continue;
      if (now == nullptr && !now_.find("table", wanted.table)) continue;
      const Failure failure =
          now == nullptr ? columns_.add(wanted) : columns_.change(*now, wanted, "", now->type != wanted.type);
      if (failure)
        reasons_["column " + wanted.path()] = *failure;
      else
        has_run_ = true;
    }
  }

  void flush_privileges() {
    for (const std::string& statement : merged_privileges(std::exchange(privileges_, {})))
      if (const Failure failure = run(statement)) reasons_[statement] = *failure;
  }

  // The end.

  void refuse_what_failed() {
    if (work_.is_refused() || work_.lacks_values()) return;
    for (const auto& [thing, reason] : reasons_) work_.refuse(fmt::format("{}: {}", thing, reason));
  }

  const PostgresSchema& wanted_;
  const PostgresNaming& naming_;
  const TransitionRequest& request_;
  WorkDatabase work_;
  PostgresColumnChanges columns_;
  PostgresSchema now_;
  PostgresPlan plan_;
  std::set<Index> done_;     // of the wanted schema, in this round
  std::set<Index> pending_;  // what has to be made yet
  std::vector<std::string> privileges_;
  std::vector<std::string> replaced_;
  std::set<std::string> losses_;
  std::set<std::pair<std::string, std::string>> to_recreate_;
  std::map<std::string, std::string> reasons_;  // why the engine refused a thing's statement, in this round
  bool has_run_ = false;
};

class PostgresWantedSchema final : public WantedSchema {
 public:
  explicit PostgresWantedSchema(const Settings& settings)
      : naming_{std::string(core::schema_of_revisions(Dialect::postgres, settings)),
                core::postgres_names(settings).revision_path, library_tables(settings.version_table)} {}

  Transition reach(ScratchDatabase& work, const TransitionRequest& request) override {
    return PostgresTransition(schema(), wanted_, naming_, request, work).run_all();
  }

 private:
  void read_definitions(ScratchDatabase& wanted) override {
    wanted.execute("SET search_path = " + naming_.path);
    wanted_ = PostgresSchema::read(wanted, naming_);
    wanted.execute("RESET search_path");
  }

  PostgresNaming naming_;
  PostgresSchema wanted_;
};

}  // namespace

std::unique_ptr<WantedSchema> make_postgres_wanted_schema(const Settings& settings) {
  return std::make_unique<PostgresWantedSchema>(settings);
}

}  // namespace migrate::migc
