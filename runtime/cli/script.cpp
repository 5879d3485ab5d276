#include "cli/script.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>

#include "cli/name_list.h"
#include "cli/option_set.h"
#include "cli/run_options.h"
#include "core/plan/target.h"
#include "core/plan/version_rows.h"
#include "core/text/text.h"
#include "migrate/error.h"
#include "migrate/script.h"

namespace migrate::cli {

namespace {

using Rows = std::vector<std::string>;

Error usage(std::string message) {
  return Error(ErrorKind::usage, std::move(message));
}

// Where the script starts, nothing being said of it when there is no colon, and where it leads.
struct ScriptRange {
  std::string text;
  std::optional<std::string> start;
  std::string target;
};

std::string typed_range(const Arguments& arguments) {
  std::vector<std::string> targets = arguments.targets;
  if (arguments.target) targets.push_back(*arguments.target);
  const bool is_in_sql = !arguments.sql->empty();
  if (is_in_sql && !targets.empty())
    throw usage(fmt::format("\"{}\" and --sql \"{}\" both say how far; write one of them", targets.front(),
                            *arguments.sql));
  if (is_in_sql) return *arguments.sql;
  return fmt::format("{}", fmt::join(targets, ","));
}

ScriptRange range_of(const Arguments& arguments) {
  std::string text = typed_range(arguments);
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return {text, std::nullopt, text};
  return {text, text.substr(0, colon), text.substr(colon + 1)};
}

std::vector<RevisionIndex> revisions_named(const Chain& chain, const std::string& name) {
  const core::Target target = core::parse_target(name);
  if (!target.offset) return core::resolve_all(chain, target);
  if (target.is_counted())
    throw usage(fmt::format("\"{}\" cannot begin a script's range: name a revision", name));
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
    throw usage(
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
  throw usage(fmt::format("\"{}\" is not a range to upgrade along: {} does not stand above {}", range.text,
                          range.target, core::listed(rows)));
}

Plan plan_of(const Chain& chain, const Session& session, StepKind kind) {
  ScriptRange range = range_of(session.arguments);
  if (kind == StepKind::upgrade && range.target.empty()) range.target = "heads";
  if (range.target.empty()) throw usage("the script's target is missing: write it as START:TARGET");
  if (kind == StepKind::downgrade && !range.start)
    throw usage(fmt::format(
        "a script cannot ask the database where it is: write START:{} with the revision that it is at",
        range.target));
  const Rows rows = start_rows(chain, range);
  if (kind == StepKind::downgrade) return plan_downgrade(chain, rows, range.target);
  if (kind == StepKind::stamp) return plan_stamp(chain, rows, split_names(range.target));
  Plan plan = plan_upgrade(chain, rows, range.target);
  require_line(chain, range, rows, plan);
  return plan;
}

Dialect dialect_for(const Session& session, const Chain& chain) {
  if (session.arguments.dialect) return *session.arguments.dialect;
  if (const std::optional<Dialect> named = named_dialect(session)) return *named;
  if (chain.dialects().size() == 1) return chain.dialects().front();
  throw usage(
      "the chain is for several databases: say which one the script is for with --dialect sqlite or"
      " --dialect postgres");
}

void refuse_other_options(const Arguments& arguments) {
  if (arguments.format == Format::json) throw usage("a script has one format; leave out --format json");
  if (arguments.purge) throw usage("a script cannot forget rows that it has not read: write START:TARGET");
  if (!arguments.accepted.empty())
    throw usage("--accept compares with the database, which a script does not see; leave out --sql");
}

}  // namespace

void declare_script_options(OptionSet& options, Session& session) {
  Arguments& arguments = session.arguments;
  options.choice("--dialect", arguments.dialect, "DIALECT",
                 "With --sql: the database to write for, sqlite or postgres",
                 {{"postgres", Dialect::postgres}, {"sqlite", Dialect::sqlite}});
  options.optional_value("--sql", arguments.sql, "[START:TARGET]",
                         "Write a script for sqlite3 or psql instead; START:TARGET says where it begins");
  options.number("--at-item", arguments.first_item, "N",
                 "With --sql: continue the first revision (transaction: none) at this item");
}

bool wants_script(const Session& session) {
  if (session.arguments.dialect && !session.arguments.sql)
    throw usage("--dialect goes with --sql; a database says itself what it is");
  if (session.arguments.first_item != 1 && !session.arguments.sql)
    throw usage("--at-item goes with --sql; a run continues at the right item by itself");
  return session.arguments.sql.has_value();
}

int print_script(const Session& session, StepKind kind) {
  refuse_other_options(session.arguments);
  const Chain& chain = session.compiled_chain();
  const Plan plan = plan_of(chain, session, kind);
  const std::string script = write_script(chain, dialect_for(session, chain), plan, run_options(session),
                                          session.arguments.first_item);
  if (script.empty() && !session.arguments.quiet) fmt::print(session.err, "Nothing to do\n");
  session.out << script;
  return 0;
}

}  // namespace migrate::cli
