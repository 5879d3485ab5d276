// Writes a migrations folder with a long chain.
//
//     make_chain 10000 FOLDER

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "support/long_chain.h"

namespace {

void write_section(std::ostream& file, const char* name, const std::vector<std::string>& statements) {
  file << "\n-- migrate: " << name << "\n";
  for (const std::string& statement : statements) file << statement << ";\n";
}

void write_revision(const std::filesystem::path& folder,
                    const migrate::testing::LongChainRevision& revision) {
  std::ofstream file(folder / (revision.id + ".sql"), std::ios::binary);
  file << "-- revision: " << revision.id
       << "\n-- down_revision: " << (revision.parent.empty() ? "none" : revision.parent)
       << "\n-- message: " << revision.message << "\n";
  write_section(file, "upgrade", revision.upgrade);
  write_section(file, "downgrade", revision.downgrade);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("usage: make_chain COUNT FOLDER\n", stderr), 2;
  const std::filesystem::path versions = std::filesystem::path(argv[2]) / "versions";
  std::filesystem::create_directories(versions);
  for (const auto& revision : migrate::testing::make_long_chain(std::strtoul(argv[1], nullptr, 10)))
    write_revision(versions, revision);
}
