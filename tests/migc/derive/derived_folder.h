#pragma once

// The vocabulary of tests that derive downgrades: a chain, a revision on it, and the text that comes out.

#include <functional>
#include <string>
#include <utility>

#include "migc/derive/derive_folder.h"
#include "migc/migration_folder.h"

namespace migrate::testing {

class DerivedFolder {
 public:
  using Engines = std::function<migc::MakeEngine(const migc::Folder& folder)>;

  explicit DerivedFolder(const std::string& dialects = "sqlite", Engines make_engine = engines_of_proof)
      : make_engine_(std::move(make_engine)) {
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
    std::string text;
    for (const migc::DerivedRevision& derived : migc::derive_downgrades(
             folder, migc::revisions_without_downgrade(folder), make_engine_(folder), "", diagnostics))
      text += derived.file.sections;
    for (const migc::Diagnostic& mistake : diagnostics.sorted())
      text += std::to_string(mistake.line) + ": " + mistake.message + '\n';
    return text;
  }

 private:
  static migc::MakeEngine engines_of_proof(const migc::Folder& folder) {
    return migc::scratch_engines(folder, "");
  }

  DerivedFolder& add(const std::string& id, const std::string& lines, const std::string& upgrade) {
    migrations_.revision(id, last_, lines, "-- migrate: upgrade\n" + upgrade + '\n');
    last_ = id;
    return *this;
  }

  Engines make_engine_;
  MigrationFolder migrations_;
  std::string last_ = "none";
  int count_ = 0;
};

}  // namespace migrate::testing
