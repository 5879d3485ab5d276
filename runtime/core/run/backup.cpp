#include "core/run/backup.h"

#include "core/text/concat.h"
#include "core/text/untrusted_text.h"

namespace migrate::core {

void Backup::make() {
  if (path_.empty() || is_settled_) return;
  if (!session_.is_empty()) {
    how_to_restore_ = session_.back_up(path_);
    made_ = path_;
  }
  is_settled_ = true;
}

Error Backup::explain(const Error& error) const {
  if (made_.empty()) return error;
  const std::string place = concat({"The copy of the database from before this run is ", shown(made_), "."});
  const auto append = [](std::string& text, const std::string& sentence) {
    text += (text.empty() ? "" : " ") + sentence;
  };
  ErrorContext context = error.context();
  append(context.state, place);
  append(context.advice, how_to_restore_);
  return Error(error.kind(), concat({error.what(), "\n", place, " ", how_to_restore_}), std::move(context));
}

}  // namespace migrate::core
