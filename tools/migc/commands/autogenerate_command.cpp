#include "migc/commands/autogenerate_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "cli/print.h"
#include "cli/terminal.h"
#include "cli/url.h"
#include "core/text/advised_error.h"
#include "core/text/json.h"
#include "core/text/path.h"
#include "core/text/redact.h"
#include "core/text/text.h"
#include "core/text/untrusted_text.h"
#include "migc/authoring/revision_template.h"
#include "migc/autogenerate/autogenerate.h"
#include "migc/commands/compare_tables.h"
#include "migc/commands/generated_files.h"
#include "migc/compile/compiler.h"
#include "migc/diff/difference_list.h"
#include "migc/folder/output_file.h"
#include "migc/folder/shell_command.h"
#include "migc/proof/proof_place.h"
#include "migrate/error.h"
#include "migrate/migrator.h"
#include "platform/terminal.h"

namespace migrate::migc {

namespace {

constexpr std::string_view nothing_written = "nothing was written";

class GenerationCommand {
 public:
  GenerationCommand(Workspace workspace, NewRevision revision, const GenerationOptions& options,
                    const ToolInvocation& invocation)
      : workspace_(std::move(workspace)),
        revision_(std::move(revision)),
        options_(options),
        invocation_(invocation) {}

  int run() {
    const core::OwnedChain chain = compile();
    if (!options_.database.url.empty() || !options_.database.environment.empty())
      look_at_database(chain.chain());
    Diagnostics mistakes, open;
    Autogenerate generation(folder(), chain.chain(), parent(), wanted_for(chain.chain()), mistakes);
    stop_at_mistakes(mistakes, nothing_written, invocation_.err);
    generation.find_changes(*make_interview(open), mistakes);
    stop_at_mistakes(mistakes, nothing_written, invocation_.err);
    refuse_open_questions(open);
    if (std::ranges::all_of(generation.changes(), &SchemaChange::is_empty)) return say_nothing_to_do();
    refuse_obstacles(generation.changes());
    refuse_losses(generation.changes());
    return write(generation);
  }

 private:
  const Folder& folder() const { return workspace_.folder; }
  std::string parent() const { return revision_.parents.empty() ? "" : revision_.parents.front(); }

  ReadWanted wanted_for(const Chain& chain) const {
    if (options_.from_url.empty() && options_.from_schema.empty()) return schema_file_of(folder());
    if (chain.size() != 0)
      throw Error(
          ErrorKind::usage,
          "the chain has revisions already, and --from-url and --from-schema write the first one; for the "
          "next "
          "one, write the schema file and run revision --autogenerate");
    if (options_.from_url.empty()) return file_at(options_.from_schema);
    const cli::DatabaseUrl url = cli::parse_url(options_.from_url);
    return [read = database_at({url.dialect, url.location}, chain.settings()), secrets = url.secrets](
               Dialect dialect, Diagnostics& mistakes) {
      try {
        return read(dialect, mistakes);
      } catch (const Error& error) {
        throw Error(error.kind(), core::redact(error.what(), secrets), error.context());
      }
    };
  }

  core::OwnedChain compile() {
    Diagnostics mistakes;
    std::optional<core::OwnedChain> chain =
        compile_chain(folder(), "chain", mistakes, replay_cache_in(find_cache(folder().dir)));
    stop_at_mistakes(mistakes, nothing_written, invocation_.err);
    return std::move(*chain);
  }

  // What the chain has made there must be what the next revision will find. What it has not made is none of
  // its business.
  void look_at_database(const Chain& chain) const {
    cli::with_database(invocation_, options_.database, [&](const cli::OpenDatabase& open) {
      const CheckReport report = check(open.connection, chain, options_.database.run_options(invocation_));
      if (!report.at_head)
        throw core::advised_error(
            ErrorKind::mismatch,
            fmt::format("{} is not at the head of the chain, but at {}", open.shown_url,
                        core::place_text(report.status.rows)),
            nothing_written, fmt::format("Bring it there first: {}", migc_call(folder().dir, "upgrade")));
      const std::string cache = find_cache(folder().dir);
      const cli::TableFindings tables = compare_tables(
          invocation_, options_.database, {folder(), chain, cache}, open.shown_url, report.status);
      if (!tables.is_compared)
        cli::print(invocation_.err, "note: the tables of {} were not compared: {}\n", open.shown_url,
                   tables.why_not);
      else if (!tables.text.empty())
        cli::print(invocation_.err, "note: {} differs from the chain{}:\n{}", open.shown_url,
                   tables.is_same ? " by what the chain has not made" : "", tables.text);
    });
  }

  std::unique_ptr<Interview> make_interview(Diagnostics& open) const {
    if (platform::is_terminal(platform::Stream::in) && invocation_.err_is_terminal)
      return std::make_unique<TerminalInterview>(std::cin, invocation_.err, options_.answers);
    return std::make_unique<OpenQuestions>(open, options_.answers);
  }

  Color color() const { return cli::use_color(invocation_) ? Color::yes : Color::no; }

  void refuse_open_questions(const Diagnostics& open) const {
    if (open.empty()) return;
    invocation_.err << to_text(open, color());
    throw Error(ErrorKind::negative_answer,
                fmt::format("{} question{} open; {}", open.count(), open.count() == 1 ? " is" : "s are",
                            nothing_written));
  }

  int say_nothing_to_do() const {
    if (invocation_.options.format == cli::Format::json)
      cli::print(invocation_.out, "{{\"revision\":null,\"created\":[]}}\n");
    else if (!invocation_.options.quiet)
      cli::print(invocation_.err, "{}: the chain has the schema of the schema file; {}\n", folder().dir,
                 nothing_written);
    return 0;
  }

  void refuse_obstacles(const SchemaChanges& changes) const {
    Diagnostics obstacles;
    for (const SchemaChange& change : changes)
      for (const Obstacle& obstacle : change.upgrade.obstacles)
        obstacles.error_of(folder().dir, fmt::format("{}: {}", to_string(change.dialect), obstacle.reason));
    if (obstacles.empty()) return;
    invocation_.err << to_text(obstacles, color());
    throw Error(
        ErrorKind::negative_answer,
        fmt::format("{}; write a revision by hand for these: migc revision -m MESSAGE", nothing_written));
  }

  void refuse_losses(const SchemaChanges& changes) const {
    if (options_.allows_losses) return;
    std::string list;
    for (const SchemaChange& change : changes)
      for (const std::string& loss : change.upgrade.losses)
        list += fmt::format("{}: {}\n", to_string(change.dialect), core::shown(loss));
    if (list.empty()) return;
    invocation_.err << list;
    throw Error(
        ErrorKind::negative_answer,
        fmt::format("the upgrade would lose this; {}. If that is intended: --allow-drop", nothing_written));
  }

  int write(const Autogenerate& generation) {
    const std::vector<Stage> stages = generation.stages();
    GeneratedRevisions revisions(workspace_, revision_, options_.file, stages,
                                 replay_cache_in(find_cache(folder().dir)), invocation_.err);
    ids_ = revisions.ids();
    const auto [drafted, proof] = proven(generation, revisions);
    write_all(drafted.files);
    print_created(generation.changes(), drafted.files);
    for (const std::string& reason : revisions.irreversible())
      print_note(fmt::format("the revision is irreversible: {}", core::shown(reason)));
    for (const std::string& note : proof.notes)
      print_note(fmt::format("the build will say: {}", core::shown_lines(note)));
    print_notes(invocation_, drafted.folder);
    return 0;
  }

  struct ProvenFiles {
    GeneratedFiles drafted;
    ChangeProof proof;
  };

  // What cannot be shown of operations is shown of SQL.
  ProvenFiles proven(const Autogenerate& generation, GeneratedRevisions& revisions) {
    const bool is_asked = options_.form == GeneratedForm::yaml || needs_yaml(generation.changes());
    if (is_asked || wants_yaml())
      if (std::optional<GeneratedFiles> drafted = revisions.yaml(is_asked)) {
        ChangeProof proof = prove(generation, *drafted);
        if (proof.failures.empty()) return {std::move(*drafted), std::move(proof)};
        print_note("the operations would not do the same, so all of it is SQL");
      }
    GeneratedFiles drafted = is_asked ? revisions.executed() : revisions.sql();
    ChangeProof proof = prove(generation, drafted);
    refuse_unproven(proof, drafted.files);
    return {std::move(drafted), std::move(proof)};
  }

  ChangeProof prove(const Autogenerate& generation, const GeneratedFiles& drafted) const {
    return generation.prove(drafted.folder, {ids_, parent()});
  }

  // A file of SQL cannot have a carriage return within a text, and SQLite has no other way to write it.
  bool needs_yaml(const SchemaChanges& changes) const {
    const auto has_return = [](const Transition& transition) {
      return std::ranges::any_of(transition.statements, [](const std::string& statement) {
        return statement.find('\r') != std::string::npos;
      });
    };
    if (options_.form == GeneratedForm::yaml ||
        std::ranges::none_of(changes, [&](const SchemaChange& change) {
          return has_return(change.upgrade) || has_return(change.downgrade);
        }))
      return false;
    if (options_.form == GeneratedForm::sql)
      throw Error(
          ErrorKind::usage,
          fmt::format("a text of the schema has a carriage return, which a file of SQL cannot have; {}. "
                      "Write YAML instead: --yaml",
                      nothing_written));
    print_note("a text of the schema has a carriage return, which a file of SQL cannot have: this is YAML");
    return true;
  }

  // As the parent, where that is not said.
  bool wants_yaml() const {
    if (options_.form != GeneratedForm::as_parent) return false;
    const auto file = std::ranges::find_if(
        folder().files, [&](const RevisionFile& each) { return each.header.revision.value == parent(); });
    return file != folder().files.end() && file->kind == FileKind::yaml;
  }

  // All or none.
  static void write_all(const std::vector<SourceFile>& files) {
    std::size_t written = 0;
    try {
      for (; written < files.size(); ++written) write_new(files[written].path(), files[written].bytes());
    } catch (const Error&) {
      std::error_code ignored;
      for (std::size_t i = 0; i < written; ++i)
        std::filesystem::remove(core::to_path(files[i].path()), ignored);
      throw;
    }
  }

  void refuse_unproven(const ChangeProof& proof, const std::vector<SourceFile>& files) const {
    if (proof.failures.empty()) return;
    for (const std::string& failure : proof.failures) invocation_.err << core::shown_lines(failure) << '\n';
    for (const SourceFile& file : files)
      invocation_.err << file.path() << ":\n" << core::shown_lines(file.bytes());
    const std::string of_template =
        std::filesystem::exists(core::to_path(fmt::format("{}/{}", folder().dir, revision_template_name)))
            ? fmt::format(" If {} has no statements of its own, t", revision_template_name)
            : " T";
    throw Error(
        ErrorKind::internal,
        fmt::format("the generated revision does not make the wanted schema, or does not undo it.{}his "
                    "is a bug of migc: please report it with the lines above. Nothing was written",
                    of_template));
  }

  void print_created(const SchemaChanges& changes, const std::vector<SourceFile>& files) const {
    if (invocation_.options.format == cli::Format::json) return print_json(changes, files);
    for (const SourceFile& file : files) cli::print(invocation_.out, "created {}\n", file.path());
    if (invocation_.options.quiet) return;
    const Color in_results = cli::use_color_in_results(invocation_) ? Color::yes : Color::no;
    for (const SchemaChange& change : changes) {
      cli::print(invocation_.out, "{}:\n", to_string(change.dialect));
      for (const RenamedThing& rename : change.renames.list)
        cli::print(invocation_.out, "~ {}: renamed to {}\n", core::shown(rename.thing),
                   core::shown(rename.to));
      invocation_.out << to_list(change.changes, in_results);
      for (const std::string& loss : change.upgrade.losses)
        cli::print(invocation_.out, "! {}\n", core::shown(loss));
    }
  }

  void print_json(const SchemaChanges& changes, const std::vector<SourceFile>& files) const {
    using core::json_string;
    std::string list;
    for (const SchemaChange& change : changes)
      list += fmt::format("{}{{\"dialect\":{},\"changes\":{}}}", list.empty() ? "" : ",",
                          json_string(to_string(change.dialect)), to_json(change.changes));
    std::string paths;
    for (const SourceFile& file : files) paths += (paths.empty() ? "" : ",") + json_string(file.path());
    cli::print(invocation_.out, "{{\"revision\":{},\"created\":[{}],\"dialects\":[{}]}}\n",
               json_string(ids_.back()), paths, list);
  }

  void print_note(const std::string& note) const {
    if (!invocation_.options.quiet) cli::print(invocation_.err, "note: {}\n", note);
  }

  Workspace workspace_;
  NewRevision revision_;
  const GenerationOptions& options_;
  const ToolInvocation& invocation_;
  std::vector<std::string> ids_;  // of the new revisions
};

}  // namespace

int write_generated_revision(Workspace workspace, NewRevision revision, const GenerationOptions& options,
                             const ToolInvocation& invocation) {
  return GenerationCommand(std::move(workspace), std::move(revision), options, invocation).run();
}

}  // namespace migrate::migc
