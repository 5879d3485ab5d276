#include <fmt/format.h>

#include <ostream>
#include <string>
#include <vector>

#include "cli/print.h"
#include "cli/terminal.h"
#include "cli/url.h"
#include "core/text/json.h"
#include "core/text/redact.h"
#include "migc/authoring/workspace.h"
#include "migc/commands/commands.h"
#include "migc/compile/compiler.h"
#include "migc/derive/scratch_engines.h"
#include "migc/diff/difference_list.h"
#include "migc/diff/schema_sides.h"
#include "migc/diff/transition_script.h"
#include "migc/proof/proof_place.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

// "env:staging": the database that url.staging in migrate.yaml names.
constexpr std::string_view environment_prefix = "env:";

// A side as it was typed.
struct NamedSide {
  SchemaSide side;
  std::string name;  // without a password
  std::vector<std::string> secrets = {};
};

NamedSide side_of(const std::string& word, const ToolInvocation& invocation) {
  if (word == "chain") return {ChainSide{}, "the chain"};
  if (word == "schema") return {FileSide{}, "the schema file"};
  if (word.ends_with(".sql")) return {FileSide{word}, word};
  const bool is_environment = word.starts_with(environment_prefix);
  if (!is_environment && word.find("://") == std::string::npos)
    return {ChainSide{word}, fmt::format("revision {}", word)};
  const cli::DatabaseUrl url = cli::parse_url(
      is_environment ? invocation.database.configured(word.substr(environment_prefix.size())).url : word);
  return {LiveSide{url.dialect, url.location}, url.shown, url.secrets};
}

enum class DiffFormat : std::uint8_t { text, json, sql, yaml };

bool is_named_file(const NamedSide& side) {
  const auto* file = std::get_if<FileSide>(&side.side);
  return file != nullptr && !file->path.empty();
}

struct Diff {
  DiffFormat format = DiffFormat::text;
  std::string from;
  std::string to;
  std::string dialect;
  bool fills_neutrally = false;

  void declare(cli::OptionSet& options, const ToolInvocation&) {
    options
        .positional("from", from,
                    "chain, a revision, schema (the schema file), a file of SQL, a URL or env:NAME")
        .required()
        .values = cli::Values::one;
    options.positional("to", to, "The same").required();
    options.choice(
        "--format", format, "FORMAT",
        "Print text (the default), json, or what leads from one to the other: sql, or yaml operations",
        {{"text", DiffFormat::text},
         {"json", DiffFormat::json},
         {"sql", DiffFormat::sql},
         {"yaml", DiffFormat::yaml}});
    options.flag(
        "--neutral-values", fills_neutrally,
        "With --format sql or yaml: existing rows get 0, '' or the like where a column needs a value");
    options.value("--dialect", dialect, "NAME", "Compare on this engine only: sqlite or postgres");
  }

  [[nodiscard]] int run(const ToolInvocation& invocation) const {
    const NamedSide from_side = side_of(from, invocation), to_side = side_of(to, invocation);
    Diagnostics diagnostics;
    const Folder folder = is_named_file(from_side) && is_named_file(to_side)
                              ? folder_without_revisions(invocation.folder, diagnostics)
                              : read_folder(invocation.folder, diagnostics);
    const std::optional<core::OwnedChain> chain =
        compile_chain(folder, "chain", diagnostics, replay_cache_in(find_cache(folder.dir)));
    stop_at_mistakes(diagnostics, "nothing was compared", invocation.err);
    bool differs = false;
    std::vector<TitledTransition> told;
    for (const Dialect each : dialects_of(chain->chain(), from_side, to_side))
      differs = compare({folder, chain->chain(), each, from_side, to_side, invocation}, told) || differs;
    invocation.out << yaml_of(told);
    return differs ? 1 : 0;
  }

 private:
  // Those of the chain, or the one that a side or --dialect names.
  [[nodiscard]] std::vector<Dialect> dialects_of(const Chain& chain, const NamedSide& a,
                                                 const NamedSide& b) const {
    std::vector<Dialect> dialects(chain.dialects().begin(), chain.dialects().end());
    const auto keep = [&](Dialect wanted) {
      std::erase_if(dialects, [&](Dialect each) { return each != wanted; });
    };
    for (const NamedSide* side : {&a, &b})
      if (const auto* live = std::get_if<LiveSide>(&side->side)) keep(live->dialect);
    if (!dialect.empty()) std::erase_if(dialects, [&](Dialect each) { return to_string(each) != dialect; });
    if (!dialects.empty()) return dialects;
    throw Error(ErrorKind::usage,
                "the two sides and the chain have no engine in common, so nothing can be compared");
  }

  // Of two files only the settings of a folder matter, if there is one.
  [[nodiscard]] Folder folder_without_revisions(const std::string& dir, Diagnostics& diagnostics) const {
    Folder folder = read_folder(dir, diagnostics, NoRevisions::allowed);
    folder.files.clear();
    for (const Dialect each : {Dialect::sqlite, Dialect::postgres})
      if (to_string(each) == dialect) folder.settings.dialects = {each};
    return folder;
  }

  struct Comparison {
    const Folder& folder;
    const Chain& chain;
    Dialect dialect;
    const NamedSide& from;
    const NamedSide& to;
    const ToolInvocation& invocation;

    [[nodiscard]] std::string title() const {
      return fmt::format("{}: from {} to {}", to_string(dialect), from.name, to.name);
    }
  };

  // Whether they differ. What leads from one to the other as operations is told of all engines at once.
  bool compare(const Comparison& comparison, std::vector<TitledTransition>& told) const {
    try {
      Diagnostics diagnostics;
      const MakeEngine make_engine =
          scratch_engines(comparison.folder, find_cache(comparison.folder.dir),
                          texts_of_files(comparison.folder, comparison.dialect,
                                         {&comparison.from.side, &comparison.to.side}));
      const std::unique_ptr<ScratchEngine> engine = make_engine(comparison.dialect, comparison.chain);
      SchemaSides sides(comparison.folder, comparison.chain, *engine, diagnostics);
      const bool is_listed = format == DiffFormat::text || format == DiffFormat::json;
      return is_listed ? print_changes(comparison, sides, diagnostics)
                       : print_script(comparison, sides, diagnostics, told);
    } catch (const Error& error) {
      std::vector<std::string> secrets = comparison.from.secrets;
      secrets.insert(secrets.end(), comparison.to.secrets.begin(), comparison.to.secrets.end());
      throw Error(error.kind(), core::redact(error.what(), secrets), error.context());
    }
  }

  bool print_changes(const Comparison& comparison, SchemaSides& sides, const Diagnostics& diagnostics) const {
    const SchemaCatalogue before = sides.read(comparison.from.side), after = sides.read(comparison.to.side);
    stop_at_mistakes(diagnostics, "nothing was compared", comparison.invocation.err);
    const std::vector<Difference> changes = changes_between(before, after);
    print(comparison, changes);
    return !changes.empty();
  }

  bool print_script(const Comparison& comparison, SchemaSides& sides, const Diagnostics& diagnostics,
                    std::vector<TitledTransition>& told) const {
    const std::unique_ptr<ScratchDatabase> after = sides.make_database(comparison.to.side);
    bool checks_keys = can_check_keys(comparison.dialect, *after);
    const auto make_before = [&] {
      std::unique_ptr<ScratchDatabase> before = sides.make_database(comparison.from.side);
      stop_at_mistakes(diagnostics, "nothing was compared", comparison.invocation.err);
      checks_keys = checks_keys && can_check_keys(comparison.dialect, *before);
      return before;
    };
    Transition transition = transition_between(make_before, *after,
                                               {.dialect = comparison.dialect,
                                                .settings = comparison.chain.settings(),
                                                .ignored = comparison.folder.settings.ignore,
                                                .fills_neutrally = fills_neutrally});
    if (const std::string refusal = refusal_of(transition); !refusal.empty())
      throw Error(ErrorKind::usage,
                  fmt::format("{}: there are no statements for this:{}", comparison.title(), refusal));
    const bool differs = !transition.statements.empty();
    if (format == DiffFormat::yaml)
      told.push_back({comparison.dialect, comparison.title(), std::move(transition)});
    else
      comparison.invocation.out << script_of(transition, comparison.dialect, comparison.title(), checks_keys);
    return differs;
  }

  static std::string counted(std::size_t changes) {
    if (changes == 0) return "no difference";
    return fmt::format("{} change{}", changes, changes == 1 ? "" : "s");
  }

  void print(const Comparison& comparison, const std::vector<Difference>& changes) const {
    const ToolInvocation& invocation = comparison.invocation;
    if (format == DiffFormat::json) {
      cli::print(invocation.out, "{{\"dialect\":{},\"from\":{},\"to\":{},\"changes\":{}}}\n",
                 core::json_string(to_string(comparison.dialect)), core::json_string(comparison.from.name),
                 core::json_string(comparison.to.name), to_json(changes));
      return;
    }
    const Color color = cli::use_color_in_results(invocation) ? Color::yes : Color::no;
    if (!invocation.options.quiet)
      cli::print(invocation.out, "{}: {}\n", comparison.title(), counted(changes.size()));
    invocation.out << to_list(changes, color);
  }
};

}  // namespace

cli::Command diff_command(const ToolInvocation& invocation) {
  return cli::make_command<Diff>(invocation, "diff",
                                 "Compare two schemas: of the chain, the schema file, a database",
                                 "diff chain schema");
}

}  // namespace migrate::migc
