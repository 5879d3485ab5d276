#include "migc/compile/body_reader.h"

#include <utility>

#include "migc/compile/yaml_revision.h"
#include "migc/replay/doubtful_names.h"
#include "migc/replay/replay_cache.h"
#include "migc/sql/sql_body.h"

namespace migrate::migc {

namespace {

// Who has made that many wrong is not helped by more.
constexpr std::size_t most_wrong_revisions = 20;

std::optional<Body> read_sql(const RevisionFile& file, const Folder& folder, Diagnostics& diagnostics) {
  if (!file.header.body_is_text) return std::nullopt;
  return parse_sql_body(file.source, file.header.body_offset, folder.settings.dialects,
                        file.header.transaction.value, diagnostics);
}

std::string_view body_of(const RevisionFile& file) {
  return file.source.bytes().substr(file.header.body_offset);
}

class ChainReader {
 public:
  ChainReader(const Folder& folder, std::span<const std::size_t> order, Diagnostics& diagnostics)
      : folder_(folder), order_(order), diagnostics_(diagnostics), bodies_(folder.files.size()) {}

  Bodies read(const std::string& replay_cache) {
    ReplayCache cache(replay_cache, replay_keys(folder_, order_), folder_.settings.dialects);
    SchemasAlongChain schemas = cache.take_schemas();
    for (std::size_t i = 0; i < cache.known(); ++i) take_known(order_[i], cache.scripts(i));
    for (std::size_t i = cache.known(); i < order_.size(); ++i) {
      read_next(order_[i], schemas);
      if (diagnostics_.empty()) cache.add(scripts_to_keep(order_[i]), schemas);
    }
    if (diagnostics_.empty()) cache.save();
    return std::move(bodies_);
  }

 private:
  void take_known(std::size_t number, const OptionalScripts& scripts) {
    if (scripts)
      bodies_[number] = Body{*scripts, std::vector<bool>(scripts->size(), true),
                             std::vector<std::size_t>(scripts->size(), 0)};
    else
      bodies_[number] = read_sql(folder_.files[number], folder_, diagnostics_);
  }

  void read_next(std::size_t number, SchemasAlongChain& schemas) {
    const RevisionFile& file = folder_.files[number];
    const std::size_t mistakes = diagnostics_.count();
    if (file.kind == FileKind::yaml)
      read_yaml(file, number, schemas);
    else
      read_sql_along_chain(file, number, schemas);
    if (diagnostics_.count() != mistakes) ++wrong_revisions_;
  }

  // Whether what the revision does can be told right from wrong.
  bool can_judge(const RevisionFile& file) const {
    return wrong_revisions_ < most_wrong_revisions && !doubtful_.are_in(body_of(file));
  }

  void read_yaml(const RevisionFile& file, std::size_t number, SchemasAlongChain& schemas) {
    const std::size_t mistakes = diagnostics_.count();
    const YamlBody body = read_yaml_body(file, diagnostics_);
    if (diagnostics_.count() == mistakes && can_judge(file)) {
      CompiledRevision compiled =
          compile_yaml_revision(file, body, folder_.settings.dialects, schemas, diagnostics_);
      bodies_[number] = std::move(compiled.body);
      if (compiled.has_advanced) return;
    }
    if (const YamlValue* upgrade = body.upgrade_tree())
      doubtful_.add(*upgrade);
    else
      doubtful_.add_all();
  }

  void read_sql_along_chain(const RevisionFile& file, std::size_t number, SchemasAlongChain& schemas) {
    const std::size_t mistakes = diagnostics_.count();
    bodies_[number] = read_sql(file, folder_, diagnostics_);
    if (!bodies_[number]) return doubtful_.add_all();
    const bool is_judged = diagnostics_.count() == mistakes && can_judge(file);
    if (is_judged) schemas.apply(file, *bodies_[number], diagnostics_);
    if (is_judged && diagnostics_.count() == mistakes) return;
    for (const core::ScriptSpec& script : bodies_[number]->scripts)
      for (const core::ScriptItem& item : script.upgrade) doubtful_.add_sql(item.text);
  }

  OptionalScripts scripts_to_keep(std::size_t number) const {
    if (folder_.files[number].kind == FileKind::sql) return std::nullopt;
    return bodies_[number]->scripts;
  }

  const Folder& folder_;
  std::span<const std::size_t> order_;
  Diagnostics& diagnostics_;
  Bodies bodies_;
  DoubtfulNames doubtful_;
  std::size_t wrong_revisions_ = 0;
};

}  // namespace

Bodies read_bodies(const Folder& folder, Diagnostics& diagnostics) {
  Bodies bodies;
  for (const RevisionFile& file : folder.files) {
    std::optional<Body>& body = bodies.emplace_back();
    if (file.kind == FileKind::sql)
      body = read_sql(file, folder, diagnostics);
    else if (file.header.body_is_text)
      static_cast<void>(read_yaml_body(file, diagnostics));
  }
  return bodies;
}

Bodies read_bodies_along_chain(const Folder& folder, std::span<const std::size_t> order,
                               const std::string& replay_cache, Diagnostics& diagnostics) {
  return ChainReader(folder, order, diagnostics).read(replay_cache);
}

}  // namespace migrate::migc
