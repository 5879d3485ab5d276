#include "cli/script.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>

#include "cli/name_list.h"
#include "cli/option_set.h"
#include "core/plan/target.h"
#include "core/plan/version_rows.h"
#include "core/text/text.h"
#include "migrate/error.h"
#include "migrate/script.h"

namespace migrate::cli {

namespace {

using Rows = std::vector<std::string>;

// Where the script starts, nothing being said of it when there is no colon, and where it leads.
struct ScriptRange {
  std::string text;
  std::optional<std::string> start;
  std::string target;
};

std::string typed_range(const std::string& sql, const std::vector<std::string>& targets) {
  if (!sql.empty() && !targets.empty())
    throw core::usage_error(
        fmt::format("\"{}\" and --sql \"{}\" both say how far; write one of them", targets.front(), sql));
  return sql.empty() ? fmt::format("{}", fmt::join(targets, ",")) : sql;
}

ScriptRange range_of(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return {text, std::nullopt, text};
  return {text, text.substr(0, colon), text.substr(colon + 1)};
}

std::vector<RevisionIndex> revisions_named(const Chain& chain, const std::string& name) {
  const core::Target target = core::parse_target(name);
  if (!target.offset) return core::resolve_all(chain, target);
  if (target.is_counted())
    throw core::usage_error(fmt::format("\"{}\" cannot begin a script's range: name a revision", name));
  const core::Place place = core::walk_exactly(chain, target, core::resolve_one(chain, target));
  return place ? std::vector{*place} : std::vector<RevisionIndex>();
}

Rows start_rows(const Chain& chain, const ScriptRange& range) {
  std::vector<RevisionIndex> revisions;
  for (const std::string& name : split_names(range.start.value_or("")))
    for (const RevisionIndex revision : revisions_named(chain, name)) revisions.push_back(revision);
  Rows rows = core::as_rows(chain, revisions);
  try {
    static_cast<void>(core::read_rows(chain, rows));
  } catch (const Error&) {
    throw core::usage_error(
        fmt::format("a database cannot be at {}: one of them stands on another; name those on top alone",
                    core::listed(rows)));
  }
  return rows;
}

// An upgrade of a single line has to leave it where it starts.
void require_line(const Chain& chain, const ScriptRange& range, const Rows& rows, const Plan& plan) {
  const auto stays = [&](const std::string& row) { return std::ranges::count(plan.rows_after, row) > 0; };
  if (rows.empty() || !std::ranges::all_of(rows, stays)) return;
  if (plan.empty() && core::as_rows(chain, revisions_named(chain, range.target)) == rows) return;
  throw core::usage_error(fmt::format("\"{}\" is not a range to upgrade along: {} does not stand above {}",
                                      range.text, range.target, core::listed(rows)));
}

Plan plan_of(const Chain& chain, ScriptRange range, StepKind kind) {
  if (kind == StepKind::upgrade && range.target.empty()) range.target = "heads";
  if (range.target.empty())
    throw core::usage_error("the script's target is missing: write it as START:TARGET");
  if (kind == StepKind::downgrade && !range.start)
    throw core::usage_error(fmt::format(
        "a script cannot ask the database where it is: write START:{} with the revision that it is at",
        range.target));
  const Rows rows = start_rows(chain, range);
  if (kind == StepKind::downgrade) return plan_downgrade(chain, rows, range.target);
  if (kind == StepKind::stamp) return plan_stamp(chain, rows, split_names(range.target));
  Plan plan = plan_upgrade(chain, rows, range.target);
  require_line(chain, range, rows, plan);
  return plan;
}

Words<std::optional<Dialect>> dialect_words() {
  Words<std::optional<Dialect>> words;
  for (const Dialect known : all_dialects) words.emplace_back(to_string(known), known);
  std::ranges::sort(words);
  return words;
}

// Where neither --dialect nor a URL names one.
Dialect only_dialect(const Chain& chain) {
  if (chain.dialects().size() == 1) return chain.dialects().front();
  throw core::usage_error(
      "the chain is for several databases: say which one the script is for with --dialect sqlite or"
      " --dialect postgres");
}

}  // namespace

void ScriptOptions::declare(OptionSet& options) {
  options.choice("--dialect", dialect, "DIALECT", "With --sql: the engine to write for, sqlite or postgres",
                 dialect_words());
  options.optional_value("--sql", sql, "[START:TARGET]",
                         "Write a script for sqlite3 or psql instead, which begins at START");
  options.number("--at-item", first_item, "N",
                 "With --sql: continue the first revision, of transaction: none, at this item");
}

bool ScriptOptions::is_wanted() const {
  if (dialect && !sql)
    throw core::usage_error("--dialect goes with --sql; a database says itself what it is");
  if (first_item != 1 && !sql)
    throw core::usage_error("--at-item goes with --sql; a run continues at the right item by itself");
  return sql.has_value();
}

int ScriptOptions::print(const Invocation& invocation, const ScriptRequest& request) const {
  if (invocation.options.format == Format::json)
    throw core::usage_error("a script has one format; leave out --format json");
  const Chain& chain = invocation.compiled_chain();
  const Plan plan = plan_of(chain, range_of(typed_range(*sql, request.targets)), request.kind);
  const std::optional<Dialect> named = dialect ? dialect : named_dialect(invocation, request.database);
  const std::string script =
      write_script(chain, named ? *named : only_dialect(chain), plan, request.run_options, first_item);
  if (script.empty() && !invocation.options.quiet) invocation.err << "Nothing to do\n";
  invocation.out << script;
  return 0;
}

}  // namespace migrate::cli
