#pragma once

// The vocabulary of tests that derive downgrades: a chain, a revision on it, and the text that comes out.

#include <set>
#include <string>

#include "migc/derive/derive_folder.h"
#include "migc/migration_folder.h"

namespace migrate::testing {

class DerivedFolder {
 public:
  explicit DerivedFolder(const std::string& dialects = "sqlite") {
    migrations_.write("migrate.yaml", "dialects: " + dialects + "\n");
  }

  // A revision on top of the last one, which is not derived.
  DerivedFolder& has(const std::string& upgrade) {
    return add("old" + std::to_string(count_++), "-- irreversible: old\n", upgrade);
  }
  // The one to derive, and what it gets or why it gets nothing.
  std::string after(const std::string& upgrade, const std::string& lines = "") {
    add("new", lines, upgrade);
    return derive();
  }

  std::string derive() const {
    migc::Diagnostics diagnostics;
    const migc::Folder folder = migc::read_folder(migrations_.dir(), diagnostics);
    migc::ScratchEngines engines = migc::make_engines(folder.settings);
    std::string text;
    for (const migc::DerivedRevision& derived :
         migc::derive_downgrades(folder, migc::revisions_without_downgrade(folder), engines, diagnostics))
      text += derived.file.sections;
    for (const migc::Diagnostic& mistake : diagnostics.sorted())
      text += std::to_string(mistake.line) + ": " + mistake.message + '\n';
    return text;
  }

 private:
  DerivedFolder& add(const std::string& id, const std::string& lines, const std::string& upgrade) {
    migrations_.revision(id, last_, lines, "-- migrate: upgrade\n" + upgrade + '\n');
    last_ = id;
    return *this;
  }

  MigrationFolder migrations_;
  std::string last_ = "none";
  int count_ = 0;
};

}  // namespace migrate::testing
