#include "migc/commands/authoring_commands.h"

#include "migc/commands/edit_command.h"
#include "migc/commands/init_command.h"
#include "migc/commands/rebase_command.h"
#include "migc/commands/revision_commands.h"

namespace migrate::migc {

namespace {

void declare_init(cli::OptionSet& options, cli::Arguments&, ToolArguments& tool) {
  options
      .value("--dialects", tool.dialects, "DIALECT,...",
             "The databases to write for: sqlite, postgres or both")
      .show_default();
  options.flag("--example", tool.example,
               "Also write a CMakeLists.txt and a main.cpp here that use the folder");
}

void declare_new_file(cli::OptionSet& options, ToolArguments& tool) {
  options.repeated("--branch-label", tool.labels, "NAME",
                   "A name for the branch that begins here; may be repeated");
  options.value("--rev-id", tool.id, "ID", "The id, in place of a random one");
  options.flag("--splice", tool.splice, "Allow a parent that is not a head");
  options.value("--version-path", tool.versions, "FOLDER",
                "The folder for the file, where `versions` lists several");
}

void declare_revision(cli::OptionSet& options, cli::Arguments&, ToolArguments& tool) {
  options.value("-m,--message", tool.message, "MESSAGE", "What the revision does, in one line").required();
  options.value("--head", tool.head, "TARGET", "The parent, where it is not the single head; base for none");
  options.repeated("--depends-on", tool.dependencies, "NAME",
                   "A revision or label that must be applied before; may be repeated");
  declare_new_file(options, tool);
  options.flag("--sql", "Write the revision in SQL (the default)");
  options.flag("--yaml", tool.yaml, "Write the revision in YAML").excludes({"--sql"});
}

void declare_merge(cli::OptionSet& options, cli::Arguments& arguments, ToolArguments& tool) {
  options.positionals("target", arguments.targets, "The revisions to join; all heads when none is named");
  options.value("-m,--message", tool.message, "MESSAGE",
                "What the revision does; \"merge A and B\" when left out");
  declare_new_file(options, tool);
}

void declare_rebase(cli::OptionSet& options, cli::Arguments& arguments, ToolArguments& tool) {
  options.positional("target", arguments.target, "A revision of the line that moves, such as its head")
      .required();
  options.value("--onto", tool.onto, "TARGET", "The revision that the line is to follow").required();
}

void declare_edit(cli::OptionSet& options, cli::Arguments& arguments, ToolArguments&) {
  options.positional("target", arguments.target, "A revision, a label or head").required();
}

}  // namespace

std::vector<cli::Command> authoring_commands(cli::Session& session, ToolArguments& arguments) {
  const auto command = [&](std::string_view name, std::string_view summary, std::string_view example,
                           void (*declare)(cli::OptionSet&, cli::Arguments&, ToolArguments&),
                           int (*run)(const cli::Session&, const ToolArguments&)) {
    return cli::Command{
        name, summary, example,
        [&, declare](cli::OptionSet& options) { declare(options, session.arguments, arguments); },
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
