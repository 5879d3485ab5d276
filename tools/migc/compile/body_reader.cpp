#include "migc/compile/body_reader.h"

#include <utility>

#include "migc/compile/yaml_revision.h"
#include "migc/sql/sql_body.h"

namespace migrate::migc {

namespace {

class BodyReader {
 public:
  BodyReader(const Folder& folder, Replay& replay, Diagnostics& diagnostics)
      : folder_(folder), replay_(replay), diagnostics_(diagnostics) {}

  // Of one that the replay knows.
  std::optional<Body> take(const RevisionFile& file, const OptionalScripts& scripts) {
    if (!scripts) return read_sql(file);
    return Body{*scripts, std::vector<bool>(scripts->size(), true),
                std::vector<std::size_t>(scripts->size(), 0)};
  }

  // The next one.
  std::optional<Body> read(const RevisionFile& file) {
    const std::size_t mistakes = diagnostics_.count();
    std::optional<Body> body = file.kind == FileKind::yaml ? replay_yaml(file) : replay_sql(file);
    const bool is_right = diagnostics_.count() == mistakes;
    replay_.end_revision(is_right, is_right && file.kind == FileKind::yaml ? scripts_of(body) : std::nullopt);
    return body;
  }

 private:
  static OptionalScripts scripts_of(const std::optional<Body>& body) {
    return body ? OptionalScripts(body->scripts) : std::nullopt;
  }

  std::optional<Body> read_sql(const RevisionFile& file) {
    if (!file.header.body_is_text) return std::nullopt;
    return parse_sql_body(file.source, file.header.body_offset, folder_.settings.dialects,
                          file.header.transaction.value, diagnostics_);
  }

  std::optional<Body> replay_sql(const RevisionFile& file) {
    const std::size_t mistakes = diagnostics_.count();
    std::optional<Body> body = read_sql(file);
    if (!body) {
      replay_.doubt_all();
      return std::nullopt;
    }
    const bool is_judged = diagnostics_.count() == mistakes && replay_.can_judge(file);
    if (is_judged) replay_.schemas().apply(file, *body, diagnostics_);
    if (!is_judged || diagnostics_.count() != mistakes) replay_.doubt(*body);
    return body;
  }

  std::optional<Body> replay_yaml(const RevisionFile& file) {
    if (!file.header.body_is_text) {
      replay_.doubt_all();
      return std::nullopt;
    }
    const std::size_t mistakes = diagnostics_.count();
    const YamlBody parsed = read_yaml_body(file, diagnostics_);
    std::optional<CompiledRevision> compiled;
    if (diagnostics_.count() == mistakes && replay_.can_judge(file))
      compiled =
          compile_yaml_revision(file, parsed, folder_.settings.dialects, replay_.schemas(), diagnostics_);
    if (!compiled || !compiled->has_advanced) replay_.doubt(parsed.upgrade_tree());
    if (!compiled) return std::nullopt;
    return std::move(compiled->body);
  }

  const Folder& folder_;
  Replay& replay_;
  Diagnostics& diagnostics_;
};

}  // namespace

Bodies read_bodies(const Folder& folder, std::span<const std::size_t> order, Replay& replay,
                   Diagnostics& diagnostics) {
  BodyReader reader(folder, replay, diagnostics);
  Bodies bodies(folder.files.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const RevisionFile& file = folder.files[order[i]];
    bodies[order[i]] = i < replay.known() ? reader.take(file, replay.known_scripts(i)) : reader.read(file);
  }
  replay.save();
  return bodies;
}

}  // namespace migrate::migc
