#pragma once

// The files of generated revisions, as SQL or as YAML: what operations say is written in operations, as far
// as the compiler accepts them.

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "migc/authoring/new_revision.h"
#include "migc/authoring/workspace.h"
#include "migc/autogenerate/stages.h"
#include "migc/autogenerate/yaml_sections.h"
#include "migc/commands/new_file.h"
#include "migc/folder/header.h"

namespace migrate::migc {

struct GeneratedFiles {
  FileKind kind;
  std::vector<SourceFile> files;
  Folder folder;  // with them
};

class GeneratedRevisions {
 public:
  // `first`: as it was asked for. All arguments but it must outlive this. Where there are several stages,
  // each revision follows the one before it.
  GeneratedRevisions(const Workspace& workspace, const NewRevision& first, const NewFileOptions& asked,
                     const std::vector<Stage>& stages, std::string cache, std::ostream& err);

  [[nodiscard]] std::vector<std::string> ids() const;
  // Why, of those that have no downgrade.
  [[nodiscard]] std::vector<std::string> irreversible() const;

  [[nodiscard]] GeneratedFiles sql() const;
  // Nothing where the compiler refuses what is written; or no operation says any of it, unless `is_asked`.
  [[nodiscard]] std::optional<GeneratedFiles> yaml(bool is_asked);
  // YAML in which all is SQL.
  [[nodiscard]] GeneratedFiles executed();

 private:
  [[nodiscard]] GeneratedFiles drafted(FileKind kind, const std::vector<std::string>& bodies) const;
  [[nodiscard]] GeneratedFiles drafted_yaml() const;
  [[nodiscard]] bool settle_operations();
  void derive_downgrades();
  [[nodiscard]] std::optional<std::string> downgrades_of(const GeneratedFiles& drafted) const;

  const Workspace& workspace_;
  const NewFileOptions& asked_;
  const std::vector<Stage>& stages_;
  std::string cache_;
  std::ostream& err_;
  std::vector<NewRevision> revisions_;
  std::vector<YamlSections> sections_;
};

}  // namespace migrate::migc
