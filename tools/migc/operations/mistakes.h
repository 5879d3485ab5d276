#pragma once

// The mistakes of one YAML revision. What two dialects find alike is reported once.

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "migc/folder/diagnostics.h"
#include "migc/folder/source_file.h"

namespace migrate::migc {

class Mistakes {
 public:
  // Both must outlive it.
  Mistakes(const SourceFile& file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

  void report(std::size_t at, const std::string& message, std::vector<std::string> notes = {}) {
    empty_ = false;
    at = place_.value_or(at);
    if (reported_.emplace(at, message).second) diagnostics_.error_at(file_, at, message, std::move(notes));
  }

  // From here on every mistake is reported there: the operation's parts were not written in this file.
  // Nothing: where its parts are.
  void set_place(std::optional<std::size_t> place) noexcept { place_ = place; }

  const SourceFile& file() const noexcept { return file_; }
  std::size_t line(std::size_t at) const noexcept { return file_.position(at).line; }
  // Since the last begin_dialect().
  bool empty() const noexcept { return empty_; }
  void begin_dialect() noexcept { empty_ = true; }

 private:
  const SourceFile& file_;
  Diagnostics& diagnostics_;
  std::set<std::pair<std::size_t, std::string>> reported_;
  bool empty_ = true;
  std::optional<std::size_t> place_;
};

}  // namespace migrate::migc
