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
#include "migc/proof/proof_place.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

// A side as it was typed.
struct NamedSide {
  SchemaSide side;
  std::string name;  // without a password
  std::vector<std::string> secrets = {};
};

NamedSide side_of(const std::string& word) {
  if (word == "chain") return {ChainSide{}, "the chain"};
  if (word == "schema") return {FileSide{}, "the schema file"};
  if (word.find("://") == std::string::npos) return {ChainSide{word}, fmt::format("revision {}", word)};
  const cli::DatabaseUrl url = cli::parse_url(word);
  return {LiveSide{url.dialect, url.location}, url.shown, url.secrets};
}

struct Diff {
  std::string from;
  std::string to;
  std::string dialect;

  void declare(cli::OptionSet& options, const ToolInvocation&) {
    options.positional("from", from, "chain, a revision, schema (the schema file) or a URL")
        .required()
        .values = cli::Values::one;
    options.positional("to", to, "The same").required();
    options.value("--dialect", dialect, "NAME", "Compare on this engine only: sqlite or postgres");
  }

  [[nodiscard]] int run(const ToolInvocation& invocation) const {
    const NamedSide from_side = side_of(from), to_side = side_of(to);
    Diagnostics diagnostics;
    const Folder folder = read_folder(invocation.folder, diagnostics);
    const std::optional<core::OwnedChain> chain =
        compile_chain(folder, "chain", diagnostics, replay_cache_in(find_cache(folder.dir)));
    stop_at_mistakes(diagnostics, "nothing was compared", invocation.err);
    bool differs = false;
    for (const Dialect each : dialects_of(chain->chain(), from_side, to_side)) {
      const std::vector<Difference> changes =
          compare(folder, chain->chain(), each, from_side, to_side, invocation);
      differs = differs || !changes.empty();
      print(invocation, each, from_side, to_side, changes);
    }
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

  static std::vector<Difference> compare(const Folder& folder, const Chain& chain, Dialect dialect,
                                         const NamedSide& from, const NamedSide& to,
                                         const ToolInvocation& invocation) {
    try {
      Diagnostics diagnostics;
      const MakeEngine make_engine = scratch_engines(folder, find_cache(folder.dir));
      const std::unique_ptr<ScratchEngine> engine = make_engine(dialect, chain);
      SchemaSides sides(folder, chain, *engine, diagnostics);
      const SchemaCatalogue before = sides.read(from.side), after = sides.read(to.side);
      stop_at_mistakes(diagnostics, "nothing was compared", invocation.err);
      return changes_between(before, after);
    } catch (const Error& error) {
      std::vector<std::string> secrets = from.secrets;
      secrets.insert(secrets.end(), to.secrets.begin(), to.secrets.end());
      throw Error(error.kind(), core::redact(error.what(), secrets), error.context());
    }
  }

  static std::string counted(std::size_t changes) {
    if (changes == 0) return "no difference";
    return fmt::format("{} change{}", changes, changes == 1 ? "" : "s");
  }

  static void print(const ToolInvocation& invocation, Dialect dialect, const NamedSide& from,
                    const NamedSide& to, const std::vector<Difference>& changes) {
    if (invocation.options.format == cli::Format::json) {
      cli::print(invocation.out, "{{\"dialect\":{},\"from\":{},\"to\":{},\"changes\":{}}}\n",
                 core::json_string(to_string(dialect)), core::json_string(from.name),
                 core::json_string(to.name), to_json(changes));
      return;
    }
    const Color color = cli::use_color_in_results(invocation) ? Color::yes : Color::no;
    if (!invocation.options.quiet)
      cli::print(invocation.out, "{}: from {} to {}: {}\n", to_string(dialect), from.name, to.name,
                 counted(changes.size()));
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
