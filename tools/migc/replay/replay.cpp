#include "migc/replay/replay.h"

#include <utility>

namespace migrate::migc {

namespace {

// More reports than these help no author.
constexpr std::size_t most_wrong_revisions = 20;

std::string_view body_of(const RevisionFile& file) {
  return file.source.bytes().substr(file.header.body_offset);
}

ReplayCache open_cache(const Folder& folder, std::span<const std::size_t> order, Judgement judgement,
                       const std::string& path) {
  const std::vector<Dialect>& dialects = folder.settings.dialects;
  if (judgement == Judgement::form) return {"", {}, dialects};
  return {path, replay_keys(folder, order), dialects};
}

}  // namespace

Replay::Replay(const Folder& folder, std::span<const std::size_t> order, Judgement judgement,
               const std::string& cache)
    : judgement_(judgement),
      dialects_(folder.settings.dialects),
      cache_(open_cache(folder, order, judgement, cache)),
      schemas_(cache_.take_schemas()) {}

bool Replay::can_judge(const RevisionFile& file) const {
  return judgement_ == Judgement::effect && wrong_revisions_ < most_wrong_revisions &&
         !doubtful_.are_in(body_of(file));
}

void Replay::doubt(const Body& body) {
  if (judgement_ == Judgement::form) return;  // so this would be for nothing
  for (std::size_t i = 0; i < body.scripts.size(); ++i)
    for (const core::ScriptItem& item : body.scripts[i].upgrade) doubtful_.add_sql(dialects_[i], item.text);
}

void Replay::doubt(const YamlValue* operations) {
  if (operations == nullptr) return doubt_all();
  doubtful_.add(*operations);
}

void Replay::doubt_all() {
  doubtful_.add_all();
}

void Replay::end_revision(bool is_right, OptionalScripts scripts) {
  if (!is_right) ++wrong_revisions_;
  if (wrong_revisions_ == 0) cache_.add(std::move(scripts), schemas_);
}

void Replay::save() {
  if (wrong_revisions_ == 0) cache_.save();
}

}  // namespace migrate::migc
