#include "cli/commands.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>

#include "cli/print.h"
#include "cli/revision_json.h"
#include "cli/revision_text.h"
#include "cli/rows_option.h"
#include "core/ledger/unfinished_step.h"
#include "core/plan/listings.h"
#include "core/plan/version_rows.h"
#include "core/text/text.h"
#include "core/text/untrusted_text.h"
#include "migrate/error.h"
#include "migrate/migrator.h"

namespace migrate::cli {

namespace {

struct Place {
  std::string id;
  RowState state;
  std::string item = {};  // where it is incomplete
};

std::string item_of(const Status& status) {
  return core::describe_item(status.incomplete_item - 1, status.incomplete_items);
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// The rows that the chain knows and the tips that they imply, then the rows that it does not know, then what
// has begun and not ended.
std::vector<Place> places_of(const Chain& chain, const Status& status) {
  std::vector<std::string> known = status.rows;
  std::erase_if(known, [&](const std::string& row) { return contains(status.unknown, row); });
  std::vector<Place> places;
  for (const RevisionIndex index : core::list_current(chain, known)) {
    const std::string id(chain[index].id());
    places.push_back({id, contains(status.unverified, id) ? RowState::unverified : RowState::applied});
  }
  for (const std::string& row : status.unknown) places.push_back({row, RowState::unknown});
  if (!status.incomplete.empty())
    places.push_back({status.incomplete, RowState::incomplete, item_of(status)});
  return places;
}

std::string place_line(const Chain& chain, const Place& place) {
  const std::optional<RevisionIndex> index = chain.find_revision(place.id);
  std::string line = index ? revision_line(chain[*index], {}) : core::shown(place.id);
  if (place.state == RowState::applied) return line;
  return fmt::format("{} ({}{}{})", line, to_string(place.state), place.item.empty() ? "" : ", ", place.item);
}

std::string place_block(const Chain& chain, const Place& place) {
  const std::optional<RevisionIndex> index = chain.find_revision(place.id);
  if (!index || place.state != RowState::applied) return place_line(chain, place) + "\n";
  return revision_block(chain, chain[*index], {});
}

std::string place_json(const Chain& chain, const Status& status, const Place& place) {
  std::string object = row_json(chain, place.id, place.state);
  if (place.state != RowState::incomplete) return object;
  object = with_member(object, "item", std::to_string(status.incomplete_item));
  return with_member(object, "items", std::to_string(status.incomplete_items));
}

void print_objects(const Invocation& invocation, const Chain& chain, const Status& status) {
  std::vector<std::string> objects;
  for (const Place& place : places_of(chain, status)) objects.push_back(place_json(chain, status, place));
  invocation.out << json_lines(objects);
}

void print_places(const Invocation& invocation, const Chain& chain, const Status& status,
                  std::string (*text)(const Chain&, const Place&)) {
  for (const Place& place : places_of(chain, status)) print(invocation.out, "{}\n", text(chain, place));
}

// What a mark in the list means, for those who see it for the first time.
void explain(const Invocation& invocation, const Status& status) {
  const auto note = [&](std::string_view text, const std::string& names) {
    if (!names.empty()) print(invocation.err, "note: {}: {}\n", text, names);
  };
  if (!status.has_tables) print(invocation.err, "note: nothing has been migrated in this database yet\n");
  note(status.unknown_are_compatible
           ? "the chain does not know these rows, a newer program marked them as compatible"
           : "the chain does not know these rows, a newer program or another chain was here",
       core::listed(status.unknown));
  note("no history says that these rows were applied", core::listed(status.unverified));
  if (!status.incomplete.empty())
    note(fmt::format("begun outside a transaction and not finished, running it again resumes it at {}",
                     item_of(status)),
         core::shown(status.incomplete));
}

bool is_at_heads(const Chain& chain, const Status& status) {
  const std::vector<RevisionIndex> heads = core::list_heads(chain, core::Heads::without_needed);
  return status.incomplete.empty() &&
         (status.unknown_are_compatible || status.rows == core::as_rows(chain, heads));
}

void deny_heads(const Invocation& invocation, const Chain& chain, const Status& status) {
  const std::vector<RevisionIndex> heads = core::list_heads(chain, core::Heads::without_needed);
  print(invocation.err, "the database is not at head: it is at {}, the chain at {}\n",
        core::place_text(status.rows), core::listed(chain, heads));
}

// Where a database with these rows would be.
Status status_of(const Chain& chain, const std::vector<std::string>& rows) {
  Status status;
  status.has_tables = true;
  status.rows = core::sorted_rows(rows);
  std::ranges::copy_if(status.rows, std::back_inserter(status.unknown),
                       [&](const std::string& row) { return !chain.find_revision(row); });
  return status;
}

struct CurrentCommand {
  DatabaseOptions database;
  RowsOption rows;
  bool verbose = false;
  bool check_heads = false;

  void declare(OptionSet& options, const Invocation& invocation) {
    database.declare(options, invocation);
    rows.declare(options);
    options.flag("-v,--verbose", verbose, "Show everything about each revision");
    options.flag("-c,--check-heads", check_heads, "Exit with 1 unless the database is at head");
  }

  [[nodiscard]] int run(const Invocation& invocation) const {
    const Chain& chain = invocation.chain();
    const auto [status, shown_url] = find(invocation, chain);
    if (invocation.options.format == Format::json) {
      print_objects(invocation, chain, status);
    } else {
      if (verbose && !shown_url.empty()) print(invocation.out, "Current revision(s) for {}:\n", shown_url);
      print_places(invocation, chain, status, verbose ? place_block : place_line);
    }
    if (!invocation.options.quiet) explain(invocation, status);
    if (!check_heads || is_at_heads(chain, status)) return 0;
    deny_heads(invocation, chain, status);
    return exit_code(ErrorKind::negative_answer);
  }

 private:
  struct Found {
    Status status;
    std::string shown_url = {};  // of the database, if one was asked
  };

  [[nodiscard]] Found find(const Invocation& invocation, const Chain& chain) const {
    if (rows.typed) return {status_of(chain, rows.rows())};
    Found found;
    with_database(invocation, database, [&](const OpenDatabase& open) {
      found = {current(open.connection, chain, database.run_options(invocation)), open.shown_url};
    });
    return found;
  }
};

}  // namespace

Command current_command(const Invocation& invocation) {
  return make_command<CurrentCommand>(invocation, "current", "Show the revisions that the database is at",
                                      "current --url sqlite:///inventory.db");
}

}  // namespace migrate::cli
