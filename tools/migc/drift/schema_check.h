#pragma once

// Whether the chain makes the schema of the schema file, on each engine: what migrate.yaml calls
// schema_check. It runs as part of the proof, whose database it uses.
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
  std::string file;                      // "migrations/schema.sql"
  std::vector<Difference> changes = {};  // that lead from the chain to the file
  std::string why_not = {};              // it was not compared
};

class SchemaFileCheck final : public HeadCheck {
 public:
  // Both must outlive it. Reads the schema files, and reports what is wrong with them.
  SchemaFileCheck(const Folder& folder, Diagnostics& diagnostics);

  [[nodiscard]] std::string key(Dialect dialect) override;
  [[nodiscard]] std::optional<HeadFindings> compare(ScratchEngine& engine, ScratchDatabase& head) override;

  // Whether all that was reported, and there is something, is about schema files.
  [[nodiscard]] bool has_all_mistakes() const noexcept {
    return mistakes_ > 0 && mistakes_ == diagnostics_.count();
  }
  // One for each dialect of the folder that has a schema file without a mistake.
  [[nodiscard]] std::vector<SchemaVerdict> verdicts(const std::vector<DialectProof>& proofs) const;

 private:
  [[nodiscard]] SchemaVerdict verdict_of(Dialect dialect, const DialectProof* proof) const;

  const Folder& folder_;
  Diagnostics& diagnostics_;
  std::map<Dialect, SourceFile> files_;
  std::size_t mistakes_ = 0;
};

// What mistakes of a proof with this check lead to, for stop_at_mistakes().
[[nodiscard]] inline std::string_view consequence_of(const SchemaFileCheck& check) noexcept {
  return check.has_all_mistakes() ? "the chain is not compared with the schema" : "the chain is not proven";
}

// The list of what is different, and the command that writes a revision of it. Empty where nothing is.
// `severity`: "warning".
[[nodiscard]] std::string to_text(const SchemaVerdict& verdict, const std::string& dir,
                                  std::string_view severity, Color color);

}  // namespace migrate::migc
