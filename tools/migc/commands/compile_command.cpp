#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "cli/print.h"
#include "migc/chain/chain_rules.h"
#include "migc/commands/commands.h"
#include "migc/compile/build_record.h"
#include "migc/compile/compiler.h"
#include "migc/drift/head_facts.h"
#include "migc/emit/emitter.h"
#include "migc/emit/schema_header.h"
#include "migc/folder/cpp_names.h"
#include "migc/folder/folder.h"
#include "migc/folder/manifest.h"
#include "migc/folder/output_file.h"
#include "migc/folder/source_bytes.h"
#include "migc/snapshot/folder_snapshots.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

constexpr const char* files_of_folder[] = {"migrate.lock", "migrate.yaml"};

std::string check_identifier(const std::string& name) {
  return judge_cpp_name("name", name);
}

std::string read_manifest(const std::string& path) {
  const platform::FileContent content = read_file(path, platform::SymbolicLinks::follow);
  if (content.state == platform::FileState::read) return content.bytes;
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

// A file that `migc dump` writes, which is in no manifest.
RecordedFile recorded_dump(const Folder& folder, const std::string& name, Diagnostics& diagnostics) {
  const std::optional<SourceFile> file = read_folder_file(folder.dir, name, diagnostics);
  return {.path = folder.dir + "/" + name, .digest = file ? digest_of_bytes(file->bytes()) : ""};
}

struct Compilation {
  core::OwnedChain chain;
  HeadsToCompile heads;
  std::vector<RecordedFolder> folders;
  std::vector<RecordedFile> files;  // those that were read, then those that were written
};

// An empty path: not asked for.
void write_output(const std::string& path, const std::string& text, std::vector<RecordedFile>& files) {
  if (path.empty()) return;
  write_if_different(path, text);
  files.push_back({.path = path, .digest = digest_of_bytes(text)});
}

struct Compile {
  std::string output;
  std::string name = "chain";
  std::string chain_header;
  std::string steps_header;
  std::string schema_header;
  std::string manifest;
  std::string replay_cache;
  std::string snapshot_cache;
  std::string record;
  std::string stamp;

  void declare(cli::OptionSet& options, const ToolInvocation&) {
    options.value("--output", output, "FILE", "The C++ file to write").required();
    options.value("--name", name, "NAME", "The namespace of the generated code")
        .show_default()
        .checked_by(check_identifier);
    options.value("--chain-header", chain_header, "FILE",
                  "Also write this header, with facts about the chain");
    options.value("--steps-header", steps_header, "FILE",
                  "Also write this header, with the declarations of the C++ steps");
    options.value("--schema-header", schema_header, "FILE",
                  "Also write this header, with the tables and columns at the head");
    options.value("--manifest", manifest, "FILE", "Fail unless the folder matches the list in this file");
    options.value("--replay-cache", replay_cache, "FILE",
                  "Keep compiled YAML revisions in this file, and reuse them");
    options.value("--snapshot-cache", snapshot_cache, "DIR",
                  "Keep databases for the snapshot in this folder, and reuse them");
    options.value("--record", record, "FILE",
                  "Record the files read and written here; do nothing while they are unchanged");
    options.value("--stamp", stamp, "FILE", "Touch this file after a successful run");
  }

  [[nodiscard]] int run(const ToolInvocation& invocation) const {
    BuildRecord kept(record, request(invocation));
    if (kept.still_holds()) return 0;
    auto [chain, heads, folders, files] = compile(invocation);
    write_output(output, emit_table(chain, heads.facts), files);
    write_output(chain_header, emit_chain_header(chain.chain()), files);
    write_output(steps_header, emit_steps_header(chain), files);
    write_output(schema_header, emit_schema_header(name, heads.schemas), files);
    kept.save(std::move(folders), std::move(files));
    if (!stamp.empty()) write_stamp(stamp);
    return 0;
  }

 private:
  // What the outcome depends on, beside the folder's files.
  [[nodiscard]] std::string request(const ToolInvocation& invocation) const {
    return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n", folder_name(invocation.folder), name, output, chain_header,
                       steps_header, schema_header);
  }

  [[nodiscard]] Compilation compile(const ToolInvocation& invocation) const {
    Diagnostics diagnostics;
    const Folder folder = read_folder(invocation.folder, diagnostics);
    check_folder(folder, diagnostics);
    std::vector<ManifestEntry> entries;
    if (diagnostics.empty()) entries = manifest_entries(folder, diagnostics);
    if (!manifest.empty() && diagnostics.empty())
      check_manifest(manifest, read_manifest(manifest), entries, diagnostics);
    std::optional<core::OwnedChain> chain = compile_chain(folder, name, diagnostics, replay_cache);
    std::vector<RecordedFile> files = recorded_files(folder, entries);
    for (const std::string& each : {name_of_facts_file(Dialect::postgres), name_of_snapshot_file()})
      files.push_back(recorded_dump(folder, each, diagnostics));
    stop_at_mistakes(diagnostics, "nothing was compiled", invocation.err);
    // With a snapshot, the head is made of it: no revision runs once more.
    const std::vector<std::string> notes = add_snapshots(folder, *chain, snapshot_cache);
    HeadsToCompile heads = heads_to_compile(folder, chain->chain(), diagnostics);
    stop_at_mistakes(diagnostics, "nothing was compiled", invocation.err);
    for (const std::string& note : heads.notes) cli::print(invocation.err, "{}\n", note);
    for (const std::string& note : notes) cli::print(invocation.err, "{}\n", note);
    return {std::move(*chain), std::move(heads), recorded_folders(folder), std::move(files)};
  }
};

}  // namespace

cli::Command compile_command(const ToolInvocation& invocation) {
  return cli::make_command<Compile>(invocation, "compile", "Compile the folder to C++; the build runs this",
                                    "compile --dir migrations --name inventory --output revisions.cpp");
}

}  // namespace migrate::migc
