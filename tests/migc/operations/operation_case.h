#pragma once

// The cases of tests/golden/operations: in each file revisions that follow those of before.yaml, of which the
// last one is what the case is about. A case is for the dialects that its folder names. Those below `refused`
// have a mistake.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "migc/operations/yaml_chain.h"

namespace migrate::migc {

inline const std::filesystem::path case_folder = MIGRATE_OPERATION_CASES;
inline const std::filesystem::path refused_folder = case_folder / "refused";

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

struct OperationCase {
  std::filesystem::path folder;
  std::string dialects;  // "both", "sqlite", "postgres"
  std::string name;

  std::filesystem::path path() const { return folder / dialects / (name + ".yaml"); }
  std::string chain() const { return read_text(case_folder / "before.yaml") + read_text(path()); }
  std::string setting() const { return dialects == "both" ? std::string(both_dialects) : dialects; }
  bool is_for(Dialect dialect) const { return dialects == "both" || dialects == to_string(dialect); }
};

inline void PrintTo(const OperationCase& tested, std::ostream* stream) {
  *stream << tested.dialects << '/' << tested.name;
}

inline std::vector<OperationCase> operation_cases(const std::filesystem::path& folder = case_folder) {
  std::vector<OperationCase> cases;
  for (const char* dialects : {"both", "sqlite", "postgres"})
    for (const auto& entry : std::filesystem::directory_iterator(folder / dialects))
      if (entry.path().extension() == ".yaml")
        cases.push_back({folder, dialects, entry.path().stem().string()});
  std::sort(cases.begin(), cases.end(), [](const auto& a, const auto& b) { return a.path() < b.path(); });
  return cases;
}

inline std::string case_name(const ::testing::TestParamInfo<OperationCase>& tested) {
  return tested.param.dialects + "_" + tested.param.name;
}

}  // namespace migrate::migc
