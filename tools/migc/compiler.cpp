#include "migc/compiler.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "migc/replay_cache.h"
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

  std::vector<std::optional<Body>> read(const std::string& replay_cache) {
    if (has_operations(folder_) && diagnostics_.empty())
      read_along_chain(replay_cache);
    else
      for (std::size_t file = 0; file < bodies_.size(); ++file) read_sql(file);
    return std::move(bodies_);
  }

 private:
  void read_along_chain(const std::string& replay_cache) {
    const std::vector<std::size_t> order = chain_order(folder_);
    ReplayCache cache(replay_cache, replay_keys(folder_, order));
    SchemasAlongChain schemas = cache.take_schemas();
    for (std::size_t i = 0; i < cache.known(); ++i) take_known(order[i], cache.scripts(i));
    for (std::size_t i = cache.known(); i < order.size(); ++i) {
      read_sql(order[i]);
      if (diagnostics_.empty()) replay(order[i], schemas);
      if (diagnostics_.empty()) cache.add(scripts_to_keep(order[i]), schemas);
    }
    if (diagnostics_.empty()) cache.save();
  }

  void read_sql(std::size_t number) {
    const RevisionFile& file = folder_.files[number];
    if (file.kind == FileKind::sql && file.header.body_is_text)
      bodies_[number] = parse_sql_body(file, folder_, diagnostics_);
  }

  void take_known(std::size_t number, const OptionalScripts& scripts) {
    if (scripts)
      bodies_[number] = Body{*scripts, std::vector<bool>(scripts->size(), true)};
    else
      read_sql(number);
  }

  void replay(std::size_t number, SchemasAlongChain& schemas) {
    const RevisionFile& file = folder_.files[number];
    if (file.kind == FileKind::yaml)
      bodies_[number] = parse_yaml_body(file, folder_.settings.dialects, schemas, diagnostics_);
    else
      schemas.apply(file, *bodies_[number], folder_.settings.dialects, diagnostics_);
  }

  OptionalScripts scripts_to_keep(std::size_t number) const {
    if (folder_.files[number].kind == FileKind::sql) return std::nullopt;
    return bodies_[number]->scripts;
  }

  const Folder& folder_;
  Diagnostics& diagnostics_;
  std::vector<std::optional<Body>> bodies_;
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

std::optional<core::OwnedChain> compile_chain(const Folder& folder, const std::string& name,
                                              Diagnostics& diagnostics, const std::string& replay_cache) {
  core::ChainSpec spec = describe(folder, name);
  std::vector<std::optional<Body>> bodies = BodyReader(folder, diagnostics).read(replay_cache);
  for (std::size_t i = 0; i < folder.files.size(); ++i) {
    if (!bodies[i]) continue;
    check_way_back(folder.files[i], *bodies[i], spec.dialects, diagnostics);
    spec.revisions[i].scripts = std::move(bodies[i]->scripts);
  }
  if (!diagnostics.empty()) return std::nullopt;
  return core::OwnedChain(std::move(spec));
}

}  // namespace migrate::migc
