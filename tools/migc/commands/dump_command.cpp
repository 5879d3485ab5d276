#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "cli/print.h"
#include "cli/url.h"
#include "core/text/json.h"
#include "core/text/redact.h"
#include "migc/commands/commands.h"
#include "migc/compile/compiler.h"
#include "migc/derive/scratch_engines.h"
#include "migc/diagram/diagrams.h"
#include "migc/diff/live_database.h"
#include "migc/diff/migrated_database.h"
#include "migc/drift/head_facts.h"
#include "migc/dump/schema_dump.h"
#include "migc/folder/folder.h"
#include "migc/folder/output_file.h"
#include "migc/proof/proof_place.h"
#include "migc/snapshot/folder_snapshots.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

enum class DumpFormat : std::uint8_t { sql, json, mermaid, svg };

struct Dump {
  std::string revision;
  std::string url;
  std::string environment;
  std::string dialect;
  std::string file;
  bool facts = false;
  bool snapshot = false;
  DumpFormat format = DumpFormat::sql;

  void declare(cli::OptionSet& options, const ToolInvocation&) {
    options.value("--revision", revision, "TARGET", "Of the chain up to here (default: all of it)")
        .excludes({"--url"});
    options.value("--url", url, "URL", "Of this database instead: sqlite:///FILE or postgresql://...");
    options.value("--env", environment, "NAME", "Of the database that url.NAME in migrate.yaml names")
        .excludes({"--url", "--revision"});
    options.value("--dialect", dialect, "NAME", "Of a chain for several engines: sqlite or postgres");
    options.choice("--format", format, "FORMAT",
                   "Print SQL (the default), JSON, or a diagram of the tables as mermaid or svg",
                   {{"text", DumpFormat::sql},
                    {"sql", DumpFormat::sql},
                    {"json", DumpFormat::json},
                    {"mermaid", DumpFormat::mermaid},
                    {"svg", DumpFormat::svg}});
    options
        .flag("--facts", facts,
              "Write head.postgres.json instead: what drift_check compiles in for PostgreSQL")
        .excludes({"--revision", "--url", "--env"});
    options
        .flag("--snapshot", snapshot,
              "Write snapshot.postgres.sql instead: what \"snapshot: on\" compiles in for PostgreSQL")
        .excludes({"--revision", "--url", "--env", "--facts"});
    options.value("--write", file, "FILE", "Write it to this file, which keeps its time if nothing changes");
  }

  [[nodiscard]] int run(const ToolInvocation& invocation) const {
    Diagnostics diagnostics;
    const Folder folder = read_folder(invocation.folder, diagnostics);
    std::optional<core::OwnedChain> chain =
        compile_chain(folder, "chain", diagnostics, replay_cache_in(find_cache(folder.dir)));
    stop_at_mistakes(diagnostics, "nothing was dumped", invocation.err);
    if (snapshot) return write_snapshot(invocation, folder, *chain);
    if (facts) return write_facts(invocation, folder, chain->chain());
    const std::string database = environment.empty() ? url : invocation.database.configured(environment).url;
    const std::string dump = database.empty() ? dump_chain(folder, chain->chain())
                                              : dump_database(cli::parse_url(database), chain->chain());
    if (!file.empty())
      write_if_different(file, dump);
    else
      invocation.out << dump;
    return 0;
  }

 private:
  // A build reads SQLite's from the chain itself.
  [[nodiscard]] int write_facts(const ToolInvocation& invocation, const Folder& folder,
                                const Chain& chain) const {
    if (!chain.has_dialect(Dialect::postgres))
      throw Error(ErrorKind::usage, "the chain is not for PostgreSQL, and SQLite needs no file of facts");
    const Head head = read_head(folder, chain, find_cache(folder.dir), Dialect::postgres);
    const std::string path = file.empty() ? folder.dir + '/' + name_of_facts_file(head.facts.dialect) : file;
    return write(invocation, path, facts_json(head, chain.root_digest()));
  }

  // SQLite's is made in each build.
  [[nodiscard]] int write_snapshot(const ToolInvocation& invocation, const Folder& folder,
                                   core::OwnedChain& chain) const {
    if (!chain.chain().has_dialect(Dialect::postgres))
      throw Error(ErrorKind::usage,
                  "the chain is not for PostgreSQL, and each build makes SQLite's snapshot");
    const SnapshotFile made = make_snapshot_file(folder, chain, find_cache(folder.dir));
    if (!made.why_not.empty()) {
      cli::print(invocation.err, "postgres: no snapshot: {}\nNothing was written.\n", made.why_not);
      return 1;
    }
    const int code = write(invocation, file.empty() ? path_of_snapshot_file(folder) : file, made.text);
    if (!folder.settings.snapshot.value_or(false) && !invocation.options.quiet)
      cli::print(invocation.err, "A build uses it once migrate.yaml has \"snapshot: on\".\n");
    return code;
  }

  [[nodiscard]] static int write(const ToolInvocation& invocation, const std::string& path,
                                 const std::string& text) {
    write_if_different(path, text);
    if (!invocation.options.quiet) cli::print(invocation.err, "Wrote {}\n", path);
    return 0;
  }

  [[nodiscard]] std::string dump_chain(const Folder& folder, const Chain& chain) const {
    const Dialect wanted = dialect_of(chain);
    const std::unique_ptr<ScratchEngine> engine =
        scratch_engines(folder, find_cache(folder.dir))(wanted, chain);
    const std::unique_ptr<ScratchDatabase> database =
        make_database_at(*engine, chain, revision.empty() ? "heads" : revision);
    return render({wanted, *database, database->for_others().address}, chain.settings());
  }

  [[nodiscard]] std::string dump_database(const cli::DatabaseUrl& database, const Chain& chain) const {
    try {
      const std::unique_ptr<SchemaDatabase> opened =
          open_live_database(database.dialect, database.location, chain.settings());
      return render({database.dialect, *opened, database.location}, chain.settings());
    } catch (const Error& error) {
      throw Error(error.kind(), core::redact(error.what(), database.secrets), error.context());
    }
  }

  [[nodiscard]] std::string render(const DumpedDatabase& dumped, const Settings& settings) const {
    switch (format) {
      case DumpFormat::sql:
        return dump_schema(dumped, settings);
      case DumpFormat::json:
        return fmt::format("{{\"schema\":{}}}\n", core::json_string(dump_schema(dumped, settings)));
      case DumpFormat::mermaid:
        return mermaid_diagram(entities_of(dumped.database.read_schema()));
      case DumpFormat::svg:
        return svg_diagram(entities_of(dumped.database.read_schema()));
    }
    return {};
  }

  [[nodiscard]] Dialect dialect_of(const Chain& chain) const {
    const auto dialects = chain.dialects();
    if (dialect.empty() && dialects.size() == 1) return dialects.front();
    for (const Dialect each : dialects)
      if (to_string(each) == dialect) return each;
    throw Error(ErrorKind::usage,
                dialect.empty()
                    ? "the chain is for several engines; choose one: --dialect sqlite or --dialect postgres"
                    : fmt::format("--dialect: the chain is not for \"{}\"", dialect));
  }
};

}  // namespace

cli::Command dump_command(const ToolInvocation& invocation) {
  return cli::make_command<Dump>(
      invocation, "dump", "Print the schema of the chain, or of a database, as SQL", "dump --revision head");
}

}  // namespace migrate::migc
