// Graphs on which Alembic was run (tests/oracle), as migrations folders: what has a defect is reported with a
// file and a line, and nothing else is.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "migc/chain/chain_rules.h"
#include "migc/migration_folder.h"

namespace migrate::migc {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using testing::MigrationFolder;

std::vector<json> read_graphs(const std::string& name) {
  std::ifstream file(std::string(MIGRATE_TEST_DIR) + "/../oracle/" + name);
  std::vector<json> graphs;
  for (std::string line; std::getline(file, line);) graphs.push_back(json::parse(line));
  return graphs;
}

std::string header_line(const std::string& key, const json& names) {
  std::string list;
  for (const std::string name : names) list += (list.empty() ? "" : ", ") + name;
  return list.empty() ? "" : "-- " + key + ": " + list + "\n";
}

std::string to_revision_file(const json& revision) {
  const std::string parents = header_line("down_revision", revision.at("down"));
  return header_line("revision", json::array({revision.at("id")})) +
         (parents.empty() ? "-- down_revision: none\n" : parents) +
         header_line("depends_on", revision.at("depends_on")) +
         header_line("branch_labels", revision.at("labels")) + "\n";
}

// What is reported of a graph when several heads are allowed.
std::string report_of(const json& graph) {
  const MigrationFolder migrations;
  migrations.write("migrate.yaml", "allow_multiple_heads: true\n");
  int number = 100;
  for (const json& revision : graph.at("revisions"))
    migrations.write("versions/" + std::to_string(number++) + ".sql", to_revision_file(revision));
  Diagnostics diagnostics;
  const Folder folder = read_folder(migrations.dir(), diagnostics);
  check_structure(folder, diagnostics);
  check_policy(folder, diagnostics);
  return migrations.shortened(to_text(diagnostics, Color::no));
}

TEST(OracleLoad, ReportsEachDefectWithFileAndLine) {
  const std::map<std::string, std::string> messages = {
      {"self-loop", "error: cycle: "},
      {"cycle", "error: cycle: "},
      {"no-base", "error: cycle: "},
      {"dep-self-loop", "error: cycle: "},
      {"dep-cycle", "error: cycle: "},
      {"duplicate-id", "error: duplicate revision id "},
      {"duplicate-label", "error: duplicate branch label "},
      {"label-is-id", "error: branch label "},
      {"missing-down", "error: down_revision \"gone0000\" does not exist"},
      {"missing-dep", "error: depends_on \"gone0000\" is neither a revision nor a branch label"},
      {"bad-char", "error: invalid revision id "},
  };
  int defects = 0;
  for (const json& graph : read_graphs("broken.jsonl")) {
    const std::string defect = graph.at("defect");
    const std::string report = report_of(graph);
    if (defect == "none") {
      EXPECT_EQ(report, "") << graph.at("id");
      continue;
    }
    EXPECT_THAT(report, HasSubstr(messages.at(defect))) << graph.at("id");
    EXPECT_THAT(report.substr(0, report.find('\n')),
                MatchesRegex("D/versions/[0-9]+\\.sql:[0-9]+: error: .*"));
    ++defects;
  }
  EXPECT_EQ(defects, 23);
}

TEST(OracleLoad, FindsNothingWrongInGraphsThatWork) {
  for (const char* name : {"linear.jsonl", "dag.jsonl"}) {
    const std::vector<json> graphs = read_graphs(name);
    EXPECT_FALSE(graphs.empty()) << name;
    for (const json& graph : graphs) EXPECT_EQ(report_of(graph), "") << graph.at("id");
  }
}

}  // namespace
}  // namespace migrate::migc
