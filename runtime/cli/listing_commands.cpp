// heads, branches, history and show: they list revisions of the chain, and need a database only where the
// question is about one.

#include <fmt/format.h>

#include <ostream>

#include "cli/applied_history.h"
#include "cli/commands.h"
#include "cli/print.h"
#include "cli/revision_json.h"
#include "cli/revision_text.h"
#include "cli/rows_option.h"
#include "core/plan/listings.h"

namespace migrate::cli {

namespace {

using Rows = std::vector<std::string>;
using Lines = std::string (*)(const Chain&, const Revision&, const Current&);

// The revisions that are rows. What else is wrong with the rows is not this command's business.
Current current_of(const Chain& chain, const Rows& rows) {
  Current current;
  for (const std::string& row : rows)
    if (const std::optional<RevisionIndex> index = chain.find_revision(row)) current.insert(*index);
  return current;
}

void print_revisions(const Invocation& invocation, const Chain& chain, const Rows& rows,
                     const std::vector<RevisionIndex>& revisions, Lines lines) {
  const Current current = current_of(chain, rows);
  if (invocation.options.format == Format::json) {
    invocation.out << revisions_json(chain, revisions, current);
    return;
  }
  for (const RevisionIndex index : revisions)
    print(invocation.out, "{}\n", lines(chain, chain[index], current));
}

std::string name_line(const Chain&, const Revision& revision, const Current& current) {
  return revision_line(revision, current);
}

std::string block_lines(const Chain& chain, const Revision& revision, const Current& current) {
  return revision_block(chain, revision, current);
}

std::string branch_lines(const Chain& chain, const Revision& revision, const Current& current) {
  std::string lines = revision_line(revision, current);
  for (const RevisionIndex child : revision.children())
    lines += fmt::format("\n     -> {}", revision_line(chain[child], current));
  return lines + "\n";
}

struct Listing {
  bool verbose = false;
  RowsOption rows;

  void declare(OptionSet& options) {
    options.flag("-v,--verbose", verbose, "Show everything about each revision");
    rows.declare(options);
  }

  [[nodiscard]] Lines lines(Lines otherwise) const { return verbose ? block_lines : otherwise; }
};

struct Heads {
  Listing listing;
  bool resolve_dependencies = false;

  void declare(OptionSet& options, const Invocation&) {
    listing.declare(options);
    options.flag("--resolve-dependencies", resolve_dependencies,
                 "Omit heads that another revision depends on");
  }

  [[nodiscard]] int run(const Invocation& invocation) const {
    const Chain& chain = invocation.chain();
    const core::Heads which = resolve_dependencies ? core::Heads::without_needed : core::Heads::all;
    print_revisions(invocation, chain, listing.rows.rows(), core::list_heads(chain, which),
                    listing.lines(name_line));
    return 0;
  }
};

struct Branches {
  Listing listing;

  void declare(OptionSet& options, const Invocation&) { listing.declare(options); }

  [[nodiscard]] int run(const Invocation& invocation) const {
    const Chain& chain = invocation.chain();
    print_revisions(invocation, chain, listing.rows.rows(), core::list_branch_points(chain),
                    listing.lines(branch_lines));
    return 0;
  }
};

struct History {
  Listing listing;
  DatabaseOptions database;
  bool indicate_current = false;
  std::string range;  // a:b
  bool applied = false;

  void declare(OptionSet& options, const Invocation& invocation) {
    listing.declare(options);
    database.declare(options, invocation);
    options.flag("-i,--indicate-current", indicate_current, "Mark the revisions that the database is at");
    options.value("-r,--rev-range", range, "A:B", "List only the revisions from A to B");
    options
        .flag("--applied", applied, "List what ran on the database instead: when, how long, by which program")
        .excludes({"--indicate-current", "--rev-range", "--rows"});
  }

  [[nodiscard]] int run(const Invocation& invocation) const {
    if (applied) return show_applied_history(invocation, database);
    const Chain& chain = invocation.chain();
    const bool needs_rows = indicate_current || core::mentions_current(range);
    const Rows rows =
        needs_rows ? listing.rows.rows_or_read(invocation, database, chain) : listing.rows.rows();
    print_revisions(invocation, chain, rows, core::list_history(chain, rows, range),
                    listing.lines(history_line));
    return 0;
  }
};

struct Show {
  RowsOption rows;
  DatabaseOptions database;
  std::string target;

  void declare(OptionSet& options, const Invocation& invocation) {
    rows.declare(options);
    database.declare(options, invocation);
    options.positional("target", target, "The revision: an id, a label, head, heads or current").required();
  }

  [[nodiscard]] int run(const Invocation& invocation) const {
    const Chain& chain = invocation.chain();
    const Rows held =
        core::mentions_current(target) ? rows.rows_or_read(invocation, database, chain) : rows.rows();
    show(invocation, core::list_shown(chain, held, target), current_of(chain, held));
    return 0;
  }

 private:
  // A program knows of no build.
  static std::string object_of(const Invocation& invocation, std::string object,
                               const std::vector<BuildVerdict>& verdicts) {
    return invocation.build_verdicts ? with_member(std::move(object), "last_build", verdicts_json(verdicts))
                                     : object;
  }

  // With what the last build found out.
  static void show(const Invocation& invocation, const std::vector<RevisionIndex>& revisions,
                   const Current& current) {
    const Chain& chain = invocation.chain();
    std::vector<std::string> objects;
    for (const RevisionIndex index : revisions) {
      const Revision revision = chain[index];
      std::vector<BuildVerdict> verdicts;
      if (invocation.build_verdicts) verdicts = invocation.build_verdicts(revision);
      if (invocation.options.format == Format::text)
        print(invocation.out, "{}\n", revision_block(chain, revision, current, verdicts));
      else
        objects.push_back(object_of(invocation, revision_json(chain, revision, current), verdicts));
    }
    if (invocation.options.format == Format::json) invocation.out << json_lines(objects);
  }
};

}  // namespace

Command heads_command(const Invocation& invocation) {
  return make_command<Heads>(invocation, "heads", "List the heads: the revisions that no other one follows",
                             "heads --format json");
}

Command branches_command(const Invocation& invocation) {
  return make_command<Branches>(
      invocation, "branches", "List the branch points: the revisions that several others follow", "branches");
}

Command history_command(const Invocation& invocation) {
  return make_command<History>(invocation, "history", "List the revisions, newest first",
                               "history -r 67371aeb5ae0:head");
}

Command show_command(const Invocation& invocation) {
  return make_command<Show>(invocation, "show", "Show everything about a revision", "show head");
}

}  // namespace migrate::cli
