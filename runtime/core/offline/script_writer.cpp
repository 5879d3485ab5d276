#include <algorithm>

#include "core/offline/script_session.h"
#include "core/plan/version_rows.h"
#include "core/run/group_runner.h"
#include "core/run/run.h"
#include "core/text/text.h"
#include "engine/sql_text.h"
#include "engine/table_layout.h"
#include "migrate/error.h"
#include "migrate/script.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

using core::DatabaseState;
using core::in_quotes;
using core::string_literal;
using core::UnfinishedStep;

namespace {

std::string place_of(const std::vector<std::string>& rows) {
  return rows.empty() ? "base" : core::listed(rows);
}

Error not_for_scripts(const Statement& item, const std::string& why) {
  ErrorContext context{.revision = std::string(item.revision),
                       .statement = item.number,
                       .file = std::string(item.file),
                       .line = item.line,
                       .database_code = {},
                       .applied = {}};
  const std::string place = context.file + ':' + std::to_string(item.line) + ": ";
  return Error(ErrorKind::usage,
               place + "revision " + in_quotes(item.revision) + ' ' + why + "; nothing was written",
               std::move(context));
}

// Says in the script where each revision begins.
class Headings : public Observer {
 public:
  explicit Headings(core::ScriptSession& session) : session_(session) {}

  void before_step(const StepEvent& event, StepContext&) override {
    if (event.kind == StepKind::stamp) return;
    session_.write(event.kind == StepKind::upgrade ? "-- upgrade " : "-- downgrade ");
    session_.write(event.revision);
    if (!event.message.empty()) session_.write(", " + std::string(event.message));
    session_.write("\n");
  }

 private:
  core::ScriptSession& session_;
};

class ScriptWriter {
 public:
  ScriptWriter(const Chain& chain, Dialect dialect, const Plan& plan, const Options& options)
      : chain_(chain),
        plan_(plan),
        shell_(core::shell_for(dialect, core::chain_settings(chain, dialect, options), options)),
        session_(*shell_),
        ledger_(session_, chain, options.program),
        headings_(session_),
        options_(options),
        rows_(plan.rows_before),
        is_shared_(core::is_shared_with_alembic(chain)) {
    options_.observer = &headings_;
    options_.stop = nullptr;
    options_.backup.clear();
  }

  // `unfinished`: where the first step continues.
  std::string write(std::optional<UnfinishedStep> unfinished) {
    const TransactionMode mode = options_.transaction.value_or(chain_.settings().transaction);
    core::GroupRunner runner(ledger_, options_, backup_, [&] { return state(runner.unfinished()); });
    runner.set_unfinished(std::move(unfinished));
    session_.before_outside([&] { session_.write(guards(runner.unfinished())); });
    Report report;
    for (const Group& group : cut_into_groups(chain_, plan_, shell_->dialect(), mode)) {
      group_ = &group;
      runner.run(plan_, group, rows_, report);
    }
    return session_.text();
  }

 private:
  bool is_stamp() const { return plan_.steps[group_->first].move() == nullptr; }

  // What the script finds, because its guards let nothing else pass.
  DatabaseState state(const std::optional<UnfinishedStep>& unfinished) {
    if (!has_tables_) session_.write(tables());
    has_tables_ = true;
    session_.write(guards(unfinished));
    DatabaseState found{.tables = {true, true}, .rows = {}, .unfinished = unfinished};
    for (const std::string& row : rows_) found.rows.push_back({row, recorded_digest()});
    return found;
  }

  // Alembic leaves rows without a record, and those are adopted where they are.
  std::optional<std::string> recorded_digest() const {
    return is_shared_ ? std::nullopt : std::optional<std::string>("");
  }

  // Only at the base, or beside Alembic, something may be missing.
  std::string tables() const {
    const core::TableNames& names = ledger_.names();
    std::string text;
    if (rows_.empty() || is_shared_) {
      constexpr auto if_missing = core::Creation::if_missing;
      text += shell_->create_table(names.version,
                                   core::create_version_table(names, shell_->dialect(), if_missing));
      text += shell_->create_table(names.history,
                                   core::create_history_table(names, shell_->dialect(), if_missing));
    }
    return text + shell_->guard(shell_->tables_condition(names),
                                in_quotes(names.version) + " or " + in_quotes(names.history) +
                                    " is missing, or no ordinary table of the role that runs this script; "
                                    "nothing was changed");
  }

  // A stamp repairs rows and history, so it asks for nothing but the rows.
  std::string guards(const std::optional<UnfinishedStep>& unfinished) const {
    std::string text = shell_->guard(rows_condition(), "this script continues from " + place_of(rows_) +
                                                           ", but the database is not at that point");
    if (is_stamp()) return text;
    text += unfinished ? guard_item(*unfinished)
                       : shell_->guard(newest_row("state", "'done'") + " = 'done'",
                                       "a revision began outside a transaction and is not finished; finish it"
                                       " first");
    text += shell_->guard(newest_row("format", "1") + " <= " + std::to_string(core::history_format),
                          "the history was written by a newer program than the one that made this script");
    for (const std::string& row : rows_)
      text += shell_->guard(digest_condition(row),
                            "revision " + row + " was not applied in the form that this script is made for");
    return text;
  }

  std::string guard_item(const UnfinishedStep& unfinished) const {
    const std::string recorded = newest_row(
        "revision || ' ' || h.direction || ' ' || h.state || ' ' || h.items || ' ' || h.content_digest",
        "''");
    const std::string expected =
        unfinished.revision + (unfinished.direction == Direction::upgrade ? " upgrade" : " downgrade") +
        " pending " + std::to_string(unfinished.items) + ' ' + unfinished.content_digest;
    return shell_->guard(recorded + " = " + string_literal(expected),
                         "this script continues with " +
                             core::describe(chain_, unfinished, shell_->dialect()) +
                             ", but the database is not at that point");
  }

  std::string rows_condition() const {
    const std::string count = "(SELECT count(*) FROM " + ledger_.names().version_sql;
    const std::string number = std::to_string(rows_.size());
    std::string condition = count + ") = " + number;
    if (rows_.empty()) return condition;
    std::string list;
    for (const std::string& row : rows_) list += (list.empty() ? "" : ", ") + string_literal(row);
    return condition + " AND " + count + " WHERE version_num IN (" + list + ")) = " + number;
  }

  std::string newest_row(const std::string& column, const std::string& otherwise) const {
    return "coalesce((SELECT h." + column + " FROM " + ledger_.names().history_sql +
           " AS h ORDER BY h.seq DESC LIMIT 1), " + otherwise + ')';
  }

  std::string digest_condition(const std::string& row) const {
    const Revision revision = chain_[*chain_.find_revision(row)];
    const std::string digest = string_literal(revision.chain_digest(shell_->dialect()));
    return "coalesce((SELECT CASE WHEN h.direction <> 'downgrade' THEN h.chain_digest END FROM " +
           ledger_.names().history_sql + " AS h WHERE h.revision = " + string_literal(row) +
           " AND h.state = 'done' ORDER BY h.seq DESC LIMIT 1), " + (is_shared_ ? digest : "''") +
           ") = " + digest;
  }

  const Chain& chain_;
  const Plan& plan_;
  std::unique_ptr<core::Shell> shell_;
  core::ScriptSession session_;
  core::Ledger ledger_;
  Headings headings_;
  Options options_;
  core::Backup backup_{session_, options_.backup};  // that is not made
  std::vector<std::string> rows_;
  bool is_shared_;
  const Group* group_ = nullptr;
  bool has_tables_ = false;
};

// Before anything is written, so that it is all or nothing.
void refuse_unfit_items(const Chain& chain, Dialect dialect, const Plan& plan, const Options& options) {
  const std::unique_ptr<core::Shell> shell =
      core::shell_for(dialect, core::chain_settings(chain, dialect, options), options);
  for (const PlanStep& step : plan.steps) {
    const Move* move = step.move();
    if (move == nullptr) continue;
    const Script script = core::script_of(chain, *move, dialect);
    const std::vector<core::RunItem> items = core::items_of(chain, *move, dialect);
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (script[i].is_call())
        throw not_for_scripts(items[i].statement, "calls the C++ step " + in_quotes(script[i].text()) +
                                                      ", which no script can run; run the program instead");
      const std::string objection = shell->objection(script[i].text());
      if (!objection.empty())
        throw not_for_scripts(items[i].statement, "cannot be part of a script: " + objection);
    }
  }
}

// Nothing where the first step begins with its first item, and no earlier script or run began it.
std::optional<UnfinishedStep> unfinished_before(const Chain& chain, Dialect dialect, const Plan& plan,
                                                std::size_t first_item) {
  if (first_item == 1) return std::nullopt;
  const auto refuse = [](const std::string& reason) {
    return Error(ErrorKind::usage,
                 "a script cannot begin at an item here: " + reason + "; nothing was written");
  };
  const Move* first = plan.empty() ? nullptr : plan.steps.front().move();
  if (first == nullptr || chain[first->revision].transaction() != Transaction::none)
    throw refuse("its first revision has no \"transaction: none\"");
  const std::string id(chain[first->revision].id());
  const Script script = core::script_of(chain, *first, dialect);
  if (first_item == 0 || first_item > script.size())
    throw refuse("revision " + in_quotes(id) + " has the items 1 to " + std::to_string(script.size()));
  return UnfinishedStep{id, first->direction, first_item - 1, core::items_digest(script, first_item - 1)};
}

}  // namespace

std::string write_script(const Chain& chain, Dialect dialect, const Plan& plan, const Options& options,
                         std::size_t first_item) {
  if (!plan.empty() && plan.steps.front().forgets())
    throw Error(ErrorKind::usage,
                "a script cannot forget rows that it has not read; name those that it starts from");
  refuse_unfit_items(chain, dialect, plan, options);
  std::optional<UnfinishedStep> unfinished = unfinished_before(chain, dialect, plan, first_item);
  if (plan.empty()) return {};
  return ScriptWriter(chain, dialect, plan, options).write(std::move(unfinished));
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
