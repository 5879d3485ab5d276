#include "migc/commands/authoring_commands.h"

#include <CLI/CLI.hpp>

#include "migc/commands/edit_command.h"
#include "migc/commands/init_command.h"
#include "migc/commands/rebase_command.h"
#include "migc/commands/revision_commands.h"

namespace migrate::migc {

namespace {

void declare_init(CLI::App& app, cli::Arguments&, ToolArguments& tool) {
  app.add_option("--dialects", tool.dialects, "The databases to write for: sqlite, postgres or both")
      ->type_name("DIALECT,...")
      ->capture_default_str();
  app.add_flag("--example", tool.example,
               "Also write a CMakeLists.txt and a main.cpp here that use the folder");
}

// A name an option, so that what follows is not taken for another one.
void declare_names(CLI::App& app, const std::string& option, std::vector<std::string>& names,
                   const std::string& description) {
  app.add_option(option, names, description)->allow_extra_args(false)->type_name("NAME");
}

void declare_new_file(CLI::App& app, ToolArguments& tool) {
  declare_names(app, "--branch-label", tool.labels,
                "A name for the branch that begins here; may be repeated");
  app.add_option("--rev-id", tool.id, "The id, in place of a random one")->type_name("ID");
  app.add_flag("--splice", tool.splice, "Allow a parent that is not a head");
  app.add_option("--version-path", tool.versions, "The folder for the file, where `versions` lists several")
      ->type_name("FOLDER");
}

void declare_revision(CLI::App& app, cli::Arguments&, ToolArguments& tool) {
  app.add_option("-m,--message", tool.message, "What the revision does, in one line")
      ->required()
      ->type_name("MESSAGE");
  app.add_option("--head", tool.head, "The parent, where it is not the single head; base for none")
      ->type_name("TARGET");
  declare_names(app, "--depends-on", tool.dependencies,
                "A revision or label that must be applied before; may be repeated");
  declare_new_file(app, tool);
  CLI::Option* sql = app.add_flag("--sql")->description("Write the revision in SQL (the default)");
  app.add_flag("--yaml", tool.yaml, "Write the revision in YAML")->excludes(sql);
}

void declare_merge(CLI::App& app, cli::Arguments& arguments, ToolArguments& tool) {
  app.add_option("target", arguments.targets, "The revisions to join; all heads when none is named")
      ->type_name("");
  app.add_option("-m,--message", tool.message, "What the revision does; \"merge A and B\" when left out")
      ->type_name("MESSAGE");
  declare_new_file(app, tool);
}

void declare_one_target(CLI::App& app, cli::Arguments& arguments, const std::string& description) {
  app.add_option("target", arguments.targets, description)->required()->expected(1)->type_name("");
}

void declare_rebase(CLI::App& app, cli::Arguments& arguments, ToolArguments& tool) {
  declare_one_target(app, arguments, "A revision of the line that moves, such as its head");
  app.add_option("--onto", tool.onto, "The revision that the line is to follow")
      ->required()
      ->type_name("TARGET");
}

void declare_edit(CLI::App& app, cli::Arguments& arguments, ToolArguments&) {
  declare_one_target(app, arguments, "A revision, a label or head");
}

}  // namespace

std::vector<cli::Command> authoring_commands(cli::Session& session, ToolArguments& arguments) {
  const auto command = [&](std::string_view name, std::string_view summary, std::string_view example,
                           void (*declare)(CLI::App&, cli::Arguments&, ToolArguments&),
                           int (*run)(const cli::Session&, const ToolArguments&)) {
    return cli::Command{name, summary, example,
                        [&, declare](CLI::App& app) { declare(app, session.arguments, arguments); },
                        [&, run] { return run(session, arguments); }};
  };
  return {
      command("init", "Make a migrations folder", "init --dir migrations --dialects sqlite,postgres",
              declare_init, run_init),
      command("revision", "Write a new revision file", "revision -m \"add error_count to runs\"",
              declare_revision, run_revision),
      command("merge", "Write a revision that joins several heads", "merge 67371aeb5ae0 cb3cf47d9259",
              declare_merge, run_merge),
      command("rebase", "Move a line of revisions onto another one",
              "rebase cb3cf47d9259 --onto 67371aeb5ae0", declare_rebase, run_rebase),
      command("edit", "Open a revision in $VISUAL or $EDITOR, and check the folder afterwards", "edit head",
              declare_edit, run_edit),
  };
}

}  // namespace migrate::migc
