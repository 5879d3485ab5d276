#include "migc/commands/compile_command.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "migc/commands/tool_commands.h"
#include "migc/compile/build_record.h"
#include "migc/compile/compiler.h"
#include "migc/emit/emitter.h"
#include "migc/folder/cpp_names.h"
#include "migc/folder/file_reader.h"
#include "migc/folder/folder.h"
#include "migc/folder/manifest.h"
#include "migc/folder/output_file.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

constexpr const char* files_of_folder[] = {"migrate.lock", "migrate.yaml"};

std::string check_identifier(const std::string& name) {
  return judge_cpp_name("name", name);
}

std::string read_manifest(const std::string& path) {
  const FileContent content = read_file(AT_FDCWD, path, SymbolicLinks::follow);
  if (content.state == FileState::read) return content.bytes;
  throw Error(ErrorKind::bad_input, fmt::format("{} {}", path, describe(content, "a manifest")));
}

// Everything that CMake lists in its manifest.
std::vector<ManifestEntry> manifest_entries(const Folder& folder, Diagnostics& diagnostics) {
  std::vector<ManifestEntry> entries;
  for (const std::string name : files_of_folder)
    if (const std::optional<SourceFile> file = read_folder_file(folder.dir, name, diagnostics))
      entries.push_back(manifest_entry(name, file->bytes()));
  for (const RevisionFile& file : folder.files)
    entries.push_back(manifest_entry(file.source.name(), file.source.bytes()));
  return entries;
}

// What the outcome of `compile` depends on, beside the folder's files.
std::string request_of(const ToolArguments& arguments) {
  return fmt::format("{}\n{}\n{}\n{}\n{}\n", folder_name(arguments.folder), arguments.name, arguments.output,
                     arguments.chain_header, arguments.steps_header);
}

// The names of the revisions that one folder of `versions` has.
std::vector<std::string> names_in(const std::string& path, const Folder& folder) {
  std::vector<std::string> names;
  for (const RevisionFile& file : folder.files)
    if (const std::size_t slash = file.source.path().rfind('/');
        file.source.path().compare(0, slash, path) == 0)
      names.push_back(file.source.path().substr(slash + 1));
  return names;
}

std::vector<RecordedFolder> recorded_folders(const Folder& folder) {
  std::vector<RecordedFolder> folders;
  for (const std::string& versions : folder.settings.versions) {
    const std::string path = folder.dir + "/" + versions;
    folders.emplace_back(path, names_in(path, folder));
  }
  return folders;
}

// Files of the folder itself that do not exist are listed as well: they may come.
std::vector<RecordedFile> recorded_files(const Folder& folder, const std::vector<ManifestEntry>& entries) {
  std::vector<RecordedFile> files;
  for (const char* name : files_of_folder)
    if (std::ranges::find(entries, name, &ManifestEntry::name) == entries.end())
      files.push_back({.path = folder.dir + "/" + name, .digest = ""});
  for (const ManifestEntry& entry : entries)
    files.push_back({.path = folder.dir + "/" + entry.name,
                     .digest = entry.digest,
                     .is_revision = entry.name.find('/') != std::string::npos});
  return files;
}

struct Compilation {
  core::OwnedChain chain;
  std::vector<RecordedFolder> folders;
  std::vector<RecordedFile> files;  // those that were read, then those that were written
};

Compilation compile(const ToolArguments& arguments, std::ostream& err) {
  Diagnostics diagnostics;
  const Folder folder = read_folder(arguments.folder, diagnostics);
  check_folder(folder, diagnostics);
  std::vector<ManifestEntry> entries;
  if (diagnostics.empty()) entries = manifest_entries(folder, diagnostics);
  if (!arguments.manifest.empty() && diagnostics.empty())
    check_manifest(arguments.manifest, read_manifest(arguments.manifest), entries, diagnostics);
  std::optional<core::OwnedChain> chain =
      compile_chain(folder, arguments.name, diagnostics, arguments.replay_cache);
  stop_at_mistakes(diagnostics, "nothing was compiled", err);
  return {std::move(*chain), recorded_folders(folder), recorded_files(folder, entries)};
}

// An empty path: not asked for.
void write_output(const std::string& path, const std::string& text, std::vector<RecordedFile>& files) {
  if (path.empty()) return;
  write_if_different(path, text);
  files.push_back({.path = path, .digest = digest_of_bytes(text)});
}

}  // namespace

int run_compile(const cli::Session& session, const ToolArguments& arguments) {
  BuildRecord record(arguments.record, request_of(arguments));
  if (record.still_holds()) return 0;
  auto [chain, folders, files] = compile(arguments, session.err);
  write_output(arguments.output, emit_table(chain), files);
  write_output(arguments.chain_header, emit_chain_header(chain.chain()), files);
  write_output(arguments.steps_header, emit_steps_header(chain), files);
  record.save(std::move(folders), std::move(files));
  if (!arguments.stamp.empty()) write_stamp(arguments.stamp);
  return 0;
}

void declare_compile(cli::OptionSet& options, ToolArguments& arguments) {
  options.value("--output", arguments.output, "FILE", "The C++ file with the table").required();
  options.value("--name", arguments.name, "NAME", "The namespace of what is generated")
      .checked_by(check_identifier);
  options.value("--chain-header", arguments.chain_header, "FILE",
                "Also write the header with facts to assert");
  options.value("--steps-header", arguments.steps_header, "FILE", "Also write the header with the C++ steps");
  options.value("--manifest", arguments.manifest, "FILE", "Stop unless the folder is as this file lists it");
  options.value("--replay-cache", arguments.replay_cache, "FILE",
                "A file of the build, in which what YAML revisions became is kept for the next time");
  options.value("--record", arguments.record, "FILE",
                "A file of the build, which says what was read and written: do nothing while that holds");
  options.value("--stamp", arguments.stamp, "FILE", "Touch this file when all is done");
}

}  // namespace migrate::migc
