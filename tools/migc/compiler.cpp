#include "migc/compiler.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "migc/sql_body.h"
#include "migc/yaml_body.h"

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

Body parse_sql_body(const RevisionFile& file, const Folder& folder, Diagnostics& diagnostics) {
  return parse_sql_body(file.source, file.header.body_offset, folder.settings.dialects,
                        file.header.transaction.value, diagnostics);
}

// The numbers of the files, parents and dependencies first. REQUIRES: the structure of the folder is right.
std::vector<std::size_t> chain_order(const Folder& folder) {
  std::map<std::string_view, std::size_t> numbers;
  for (std::size_t i = 0; i < folder.files.size(); ++i)
    numbers.emplace(folder.files[i].header.revision.value, i);
  const core::OwnedChain linked = link_chain(folder);
  std::vector<std::size_t> order;
  for (std::uint32_t i = 0; i < linked.chain().size(); ++i)
    order.push_back(numbers.at(linked.chain()[i].id()));
  return order;
}

bool has_operations(const Folder& folder) {
  return std::any_of(folder.files.begin(), folder.files.end(),
                     [](const RevisionFile& file) { return file.kind == FileKind::yaml; });
}

// The bodies in file order. Operations are judged by what the revisions before them have made, so where there
// are any, the revisions are read along the chain, up to the first that has a mistake.
class BodyReader {
 public:
  BodyReader(const Folder& folder, Diagnostics& diagnostics)
      : folder_(folder), diagnostics_(diagnostics), bodies_(folder.files.size()) {}

  std::vector<std::optional<Body>> read() {
    const bool follows_chain = has_operations(folder_) && diagnostics_.empty();
    const std::vector<std::size_t> order = follows_chain ? chain_order(folder_) : std::vector<std::size_t>{};
    if (follows_chain) schemas_.emplace();
    for (const std::size_t file : order) read_along_chain(file);
    for (std::size_t file = 0; !follows_chain && file < bodies_.size(); ++file) read_sql(file);
    return std::move(bodies_);
  }

 private:
  void read_sql(std::size_t number) {
    const RevisionFile& file = folder_.files[number];
    if (file.kind == FileKind::sql && file.header.body_is_text)
      bodies_[number] = parse_sql_body(file, folder_, diagnostics_);
  }

  void read_along_chain(std::size_t number) {
    const RevisionFile& file = folder_.files[number];
    read_sql(number);
    if (!diagnostics_.empty()) return;
    if (file.kind == FileKind::yaml)
      bodies_[number] = parse_yaml_body(file, folder_.settings.dialects, *schemas_, diagnostics_);
    else
      schemas_->apply(file, *bodies_[number], folder_.settings.dialects, diagnostics_);
  }

  const Folder& folder_;
  Diagnostics& diagnostics_;
  std::vector<std::optional<Body>> bodies_;
  std::optional<SchemasAlongChain> schemas_;
};

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
  std::vector<std::optional<Body>> bodies = BodyReader(folder, diagnostics).read();
  for (std::size_t i = 0; i < folder.files.size(); ++i) {
    if (!bodies[i]) continue;
    check_way_back(folder.files[i], *bodies[i], spec.dialects, diagnostics);
    spec.revisions[i].scripts = std::move(bodies[i]->scripts);
  }
  if (!diagnostics.empty()) return std::nullopt;
  return core::OwnedChain(std::move(spec));
}

}  // namespace migrate::migc
