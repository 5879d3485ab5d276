#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "cli/print.h"
#include "cli/terminal.h"
#include "migc/chain/chain_rules.h"
#include "migc/commands/commands.h"
#include "migc/compile/compiler.h"
#include "migc/drift/schema_check.h"
#include "migc/folder/folder.h"
#include "migc/folder/output_file.h"
#include "migc/proof/postgres_engine.h"
#include "migc/proof/proof_json.h"
#include "migc/proof/proof_place.h"
#include "migc/proof/proof_progress.h"
#include "migc/proof/prove_folder.h"

namespace migrate::migc {

namespace {

// A path in the dependencies of a rule, as make and Ninja read them.
std::string escaped(const std::string& path) {
  std::string text;
  for (const char c : path) {
    if (c == ' ' || c == '#') text += '\\';
    if (c == '$') text += '$';
    text += c;
  }
  return text;
}

// Without a server, the step is to run again when one is installed. The list depends on itself, because Ninja
// and make do not keep an empty one.
std::string dependencies(const std::string& stamp, const std::string& list,
                         const std::vector<DialectProof>& proofs) {
  std::string text = escaped(stamp) + ": " + escaped(list);
  const auto has_no_server = [](const DialectProof& proof) { return !proof.why_not.empty(); };
  if (std::ranges::any_of(proofs, has_no_server))
    for (const std::string& folder : folders_to_watch_for_servers()) text += ' ' + escaped(folder);
  return text + '\n';
}

struct Prove {
  std::string output;
  std::string cache;
  std::string stamp;
  std::string depfile;
  std::string verify_postgres;
  bool is_verbose = false;

  void declare(cli::OptionSet& options, const ToolInvocation&) {
    options.value("--output", output, "FILE", "Write the verdict of each revision to this file");
    options.value("--cache", cache, "DIR", "Keep verdicts and databases in this folder, and reuse them");
    options.value("--stamp", stamp, "FILE", "Touch this file after a successful run");
    options.value("--depfile", depfile, "FILE",
                  "List what else the stamp depends on in this file, as make reads it");
    options.value("--verify-postgres", verify_postgres, "WORD",
                  "Prove on PostgreSQL: auto, require or off; over verify_postgres in migrate.yaml");
    options.flag("-v,--verbose", is_verbose, "Say how much was proven, and how much of it was known");
  }

  [[nodiscard]] int run(const ToolInvocation& invocation) const {
    Diagnostics diagnostics;
    const Folder folder = read_folder(invocation.folder, diagnostics);
    check_folder(folder, diagnostics);
    const std::optional<core::OwnedChain> chain =
        compile_chain(folder, "chain", diagnostics, replay_cache_in(cache));
    stop_at_mistakes(diagnostics, "nothing was proven", invocation.err);

    SchemaFileCheck schema(folder, chain->chain(), diagnostics);
    const std::vector<DialectProof> proofs = prove(invocation, folder, chain->chain(), diagnostics, schema);
    if (!output.empty()) write_if_different(output, proof_json(folder, chain->chain(), proofs));
    if (!cache.empty()) note_build(folder.dir, {.cache = cache, .json = output});
    for (const DialectProof& proof : proofs) tell_size(invocation, proof);
    const std::vector<std::string> notes = notes_of(proofs);
    stop_at_mistakes(diagnostics, consequence_of(schema), invocation.err, notes);
    for (const std::string& note : notes) cli::print(invocation.err, "{}\n", note);
    if (!accepts(invocation, folder, schema.verdicts(proofs))) return 1;
    if (!depfile.empty()) write_if_different(depfile, dependencies(stamp, depfile, proofs));
    if (!stamp.empty()) write_stamp(stamp);
    return 0;
  }

 private:
  [[nodiscard]] std::vector<DialectProof> prove(const ToolInvocation& invocation, const Folder& folder,
                                                const Chain& chain, Diagnostics& diagnostics,
                                                HeadCheck& head_check) const {
    const auto tell_line = [&](const std::string& line) {
      cli::print(invocation.err, "{}\n", line);
      invocation.err.flush();
    };
    ProofProgress progress(tell_line);
    const auto begins = [&](const Chain& proven, Dialect dialect, RevisionIndex revision) {
      progress.begin(proven, dialect, revision);
    };
    return prove_folder(folder, chain, diagnostics,
                        {.is_whole = false,
                         .cache = cache,
                         .begins = begins,
                         .verify_postgres = verify_postgres,
                         .tell = tell_line,
                         .head_check = &head_check});
  }

  // Whether the build may continue with what was found of the schema files, which it prints.
  static bool accepts(const ToolInvocation& invocation, const Folder& folder,
                      const std::vector<SchemaVerdict>& verdicts) {
    bool is_accepted = true;
    for (const SchemaVerdict& verdict : verdicts) {
      const bool is_error = verdict.check == SchemaCheck::error;
      invocation.err << to_text(verdict, folder.dir, is_error ? "error" : "warning",
                                cli::use_color(invocation) ? Color::yes : Color::no);
      is_accepted = is_accepted && !(is_error && verdict.differs());
    }
    return is_accepted;
  }

  static std::vector<std::string> notes_of(const std::vector<DialectProof>& proofs) {
    std::vector<std::string> notes;
    for (const DialectProof& proof : proofs) {
      if (!proof.why_not.empty())
        notes.push_back(fmt::format("{}: not proven: {}", to_string(proof.dialect), proof.why_not));
      notes.insert(notes.end(), proof.notes.begin(), proof.notes.end());
    }
    return notes;
  }

  void tell_size(const ToolInvocation& invocation, const DialectProof& proof) const {
    const std::size_t size = proof.proof.verdicts.size();
    if (is_verbose)
      cli::print(invocation.out, "{} {}: {} of {} revisions proven; {} run, {} from the cache\n",
                 to_string(proof.dialect), proof.version, proof.proof.count(Verdict::proven), size,
                 size - proof.proof.known, proof.proof.known);
  }
};

}  // namespace

cli::Command prove_command(const ToolInvocation& invocation) {
  return cli::make_command<Prove>(invocation, "prove", "Prove the chain as a build does; the build runs this",
                                  "prove --dir migrations --output proof.json --cache build/proof");
}

}  // namespace migrate::migc
