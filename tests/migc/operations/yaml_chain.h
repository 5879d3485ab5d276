#pragma once

// A chain out of one text: YAML revisions below each other, each of which begins with its line "revision:".
//
//     const YamlChain chain(text, {Dialect::sqlite});
//     ASSERT_TRUE(chain.compiled()) << chain.report();

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migc/chain/chain_builder.h"
#include "migc/chain/chain_rules.h"
#include "migc/compile/compiler.h"
#include "migc/folder/folder.h"
#include "migc/migration_folder.h"

namespace migrate::migc {

// As the setting `dialects` writes them.
inline constexpr std::string_view both_dialects = "sqlite, postgres";

class YamlChain {
 public:
  explicit YamlChain(std::string_view text, std::string_view dialects = both_dialects,
                     const std::string& replay_cache = {}) {
    folder_.write("migrate.yaml", "dialects: " + std::string(dialects) + "\n");
    constexpr std::string_view first_line = "revision: ";
    std::size_t number = 0;
    for (std::size_t begin = text.find(first_line); begin < text.size(); ++number) {
      const std::size_t next = text.find("\n" + std::string(first_line), begin);
      const std::size_t end = next == std::string_view::npos ? text.size() : next + 1;
      folder_.write("versions/" + std::to_string(number) + ".yaml", text.substr(begin, end - begin));
      begin = end;
    }
    compile(replay_cache);
  }

  bool compiled() const noexcept { return owned_.has_value(); }
  // Every mistake, with the folder's path as D.
  std::string report() const { return folder_.shortened(to_text(diagnostics_, Color::no)); }

  Folder folder() const {
    Diagnostics diagnostics;
    return read_folder(folder_.dir(), diagnostics);
  }

  // REQUIRES: compiled().
  const Chain& chain() const { return *chain_; }
  const core::OwnedChain& owned() const { return *owned_; }
  Revision last() const { return chain()[static_cast<RevisionIndex>(chain().size() - 1)]; }

 private:
  void compile(const std::string& replay_cache) {
    const Folder folder = read_folder(folder_.dir(), diagnostics_);
    check_structure(folder, diagnostics_);
    if (!diagnostics_.empty()) return;
    owned_ = compile_chain(folder, "chain", diagnostics_, replay_cache);
    if (!owned_) return;
    steps_.assign(owned_->step_names().size(), [](StepContext&) {});
    table_ = owned_->chain().table();
    table_.steps = steps_;
    chain_.emplace(table_);
  }

  testing::MigrationFolder folder_;
  Diagnostics diagnostics_;
  std::optional<core::OwnedChain> owned_;
  std::vector<StepFunction> steps_;  // which do nothing
  generated::Table table_;
  std::optional<Chain> chain_;
};

}  // namespace migrate::migc
