#include "migc/compiler.h"

#include <fmt/format.h>

#include "migc/sql_body.h"

namespace migrate::migc {

namespace {

core::RevisionSpec describe(const RevisionFile& file) {
  const Header& header = file.header;
  return {
      .id = header.revision.value,
      .parents = header.down_revision.value,
      .dependencies = header.depends_on.value,
      .labels = header.branch_labels.value,
      .message = header.message.value,
      .create_date = header.create_date.value,
      .irreversible = header.irreversible.value,
      .lossy = header.lossy.value,
      .file = file.source.name(),
      .transaction = header.transaction.value,
      .compatible = header.compatible.value,
  };
}

core::ChainSpec describe(const Folder& folder, const std::string& name) {
  const FolderSettings& settings = folder.settings;
  core::ChainSpec spec{
      .name = name,
      .dialects = settings.dialects,
      .version_table = settings.version_table,
      .schema = settings.schema,
      .version_schema = settings.version_schema,
      .search_path = settings.search_path,
      .transaction = settings.transaction,
  };
  for (const RevisionFile& file : folder.files) spec.revisions.push_back(describe(file));
  return spec;
}

Body parse_yaml_body(const RevisionFile& file, Diagnostics& diagnostics) {
  diagnostics.error_at(file.source, file.header.body_offset,
                       "the operations of YAML revisions are not supported yet; write this revision as .sql");
  return {};
}

Body parse_body(const RevisionFile& file, const Folder& folder, Diagnostics& diagnostics) {
  if (file.kind == FileKind::yaml) return parse_yaml_body(file, diagnostics);
  return parse_sql_body(file.source, file.header.body_offset, folder.settings.dialects,
                        file.header.transaction.value, diagnostics);
}

// A way back that is missing, or there although the header says that there is none.
void check_way_back(const RevisionFile& file, const Body& body, std::span<const Dialect> dialects,
                    Diagnostics& diagnostics) {
  const bool irreversible = file.header.irreversible.line != 0;
  for (std::size_t i = 0; i < body.scripts.size(); ++i) {
    if (irreversible && !body.scripts[i].downgrade.empty())
      diagnostics.error_in_line(
          file.source, file.header.irreversible.line,
          fmt::format("irreversible, but there is a downgrade for {}", to_string(dialects[i])));
    if (!irreversible && !body.has_downgrade[i])
      diagnostics.error_in_line(
          file.source, file.header.revision.line,
          fmt::format("no \"-- migrate: downgrade\" section for {}", to_string(dialects[i])),
          {"write the way back, or say in the header why there is none: -- irreversible: WHY"});
  }
}

}  // namespace

core::OwnedChain link_chain(const Folder& folder) {
  return core::OwnedChain(describe(folder, "chain"));
}

std::optional<core::OwnedChain> compile_chain(const Folder& folder, const std::string& name,
                                              Diagnostics& diagnostics) {
  core::ChainSpec spec = describe(folder, name);
  for (std::size_t i = 0; i < folder.files.size(); ++i) {
    if (!folder.files[i].header.body_is_text) continue;
    Body body = parse_body(folder.files[i], folder, diagnostics);
    check_way_back(folder.files[i], body, spec.dialects, diagnostics);
    spec.revisions[i].scripts = std::move(body.scripts);
  }
  if (!diagnostics.empty()) return std::nullopt;
  return core::OwnedChain(std::move(spec));
}

}  // namespace migrate::migc
