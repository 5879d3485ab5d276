#pragma once

// Whether the files of a folder that hold a schema are what the chain makes, on each engine: the schema file,
// which says what the author wants, and the copy of the head's schema, which `migc dump` has written. What is
// done about it is for schema_check and schema_head of migrate.yaml to say. It runs as part of the proof,
// whose database it uses.
//
//     SchemaFileCheck check(folder, diagnostics);
//     proofs = prove_folder(folder, chain, diagnostics, {.head_check = &check});
//     for (const SchemaVerdict& verdict : check.verdicts(proofs)) ...

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/folder/source_file.h"
#include "migc/proof/head_check.h"
#include "migc/proof/prove_folder.h"

namespace migrate::migc {

struct SchemaVerdict {
  Dialect dialect;
  std::string file;  // "migrations/schema.sql"
  SchemaCheck check;
  std::vector<Difference> changes = {};  // that lead from the chain to the schema file
  std::string rewrite = {};              // the copy is not the head's schema; this command writes it
  std::string why_not = {};              // it was not compared

  [[nodiscard]] bool differs() const noexcept { return !changes.empty() || !rewrite.empty(); }
};

class SchemaFileCheck final : public HeadCheck {
 public:
  // All must outlive it. Reads the files, and reports what is wrong with them.
  SchemaFileCheck(const Folder& folder, const Chain& chain, Diagnostics& diagnostics);

  [[nodiscard]] std::string key(Dialect dialect) override;
  [[nodiscard]] std::optional<HeadFindings> compare(ScratchEngine& engine, ScratchDatabase& head) override;
  [[nodiscard]] std::vector<std::string> texts(Dialect dialect) override;

  // Whether all that was reported, and there is something, is about schema files.
  [[nodiscard]] bool has_all_mistakes() const noexcept {
    return mistakes_ > 0 && mistakes_ == diagnostics_.count();
  }
  // One for each file without a mistake that is to be compared.
  [[nodiscard]] std::vector<SchemaVerdict> verdicts(const std::vector<DialectProof>& proofs) const;

 private:
  struct Copy {
    std::string path;
    std::optional<SourceFile> file;
  };

  void read_files();
  [[nodiscard]] std::string name_of_copy(Dialect dialect) const;
  [[nodiscard]] std::string command_for_copy(Dialect dialect) const;
  [[nodiscard]] bool is_old(const Copy& copy, Dialect dialect, ScratchDatabase& head) const;

  const Folder& folder_;
  const Chain& chain_;
  Diagnostics& diagnostics_;
  std::map<Dialect, SourceFile> wanted_;
  std::map<Dialect, Copy> copies_;
  std::size_t mistakes_ = 0;
};

// What mistakes of a proof with this check lead to, for stop_at_mistakes().
[[nodiscard]] inline std::string_view consequence_of(const SchemaFileCheck& check) noexcept {
  return check.has_all_mistakes() ? "the chain is not compared with the schema" : "the chain is not proven";
}

// What is different, and the command that brings both together. Empty where nothing is. `severity`:
// "warning".
[[nodiscard]] std::string to_text(const SchemaVerdict& verdict, const std::string& dir,
                                  std::string_view severity, Color color);

}  // namespace migrate::migc
