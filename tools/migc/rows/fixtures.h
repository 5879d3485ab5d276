#pragma once

// The author's own rows for the proof: migrations/fixtures/<revision>.sql runs after the upgrade of that
// revision. <revision>.sqlite.sql and <revision>.postgres.sql win over it on their engine.
//
// Verdicts depend on the bytes of these files; what is compiled does not. So a build that keeps verdicts
// lists them by fixture_files(), and no manifest has them.

#include <cstdint>
#include <string>
#include <vector>

#include "migc/folder/diagnostics.h"
#include "migc/folder/source_file.h"
#include "migrate/chain.h"

namespace migrate::migc {

struct FixtureStatement {
  std::string text;
  std::uint32_t line;
};

struct Fixture {
  RevisionIndex revision;
  std::string name;  // "fixtures/cb3cf47d9259.sql"
  std::vector<FixtureStatement> statements;
};

// The paths of all files that can be fixtures, relative to the migrations folder `dir`, sorted; none where
// there is no such folder.
[[nodiscard]] std::vector<std::string> fixture_files(const std::string& dir);

// The files themselves. Reports those that cannot be read, and those whose name is no revision of the chain.
[[nodiscard]] std::vector<SourceFile> read_fixture_files(const std::string& dir, const Chain& chain,
                                                         Diagnostics& diagnostics);

// What one engine runs of them, in the order of the chain. Reports what is no list of statements.
// REQUIRES: `files` are those of read_fixture_files() with this chain.
[[nodiscard]] std::vector<Fixture> fixtures_of(const std::vector<SourceFile>& files, const Chain& chain,
                                               Dialect dialect, Diagnostics& diagnostics);

}  // namespace migrate::migc
