#include "migc/scratch/cluster_objects.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "migc/compile/compiler.h"
#include "migc/folder/folder.h"
#include "migc/migration_folder.h"

namespace migrate::migc {
namespace {

class ClusterObjectsTest : public ::testing::Test {
 protected:
  void SetUp() override { set(""); }
  void set(const std::string& settings) {
    migrations_.write("migrate.yaml", "dialects: postgres\n" + settings);
  }

  void add(const std::string& id, const std::string& upgrade) {
    migrations_.revision(id, last_, "-- transaction: none\n-- irreversible: a test\n",
                         "-- migrate: upgrade\n" + upgrade + "\n");
    last_ = id;
  }

  core::OwnedChain chain() const {
    Diagnostics diagnostics;
    const Folder folder = read_folder(migrations_.dir(), diagnostics);
    std::optional<core::OwnedChain> chain = compile_chain(folder, "chain", diagnostics);
    EXPECT_EQ(to_text(diagnostics, Color::no), "");
    return std::move(chain.value());
  }

  std::string roles(const std::string& upgrade) {
    add("a", upgrade);
    return fmt::format("{}", fmt::join(roles_to_make(chain().chain()), " "));
  }
  std::string schemas() const { return fmt::format("{}", fmt::join(schemas_to_make(chain().chain()), " ")); }
  std::string statement(const std::string& upgrade) {
    add("a", upgrade);
    return cluster_statement(chain().chain()[0].upgrade(Dialect::postgres));
  }

  testing::MigrationFolder migrations_;
  std::string last_ = "none";
};

TEST_F(ClusterObjectsTest, RolesThatAreNamedAreMade) {
  EXPECT_EQ(roles("GRANT SELECT, INSERT (a, b) ON t TO reader, \"Some One\" WITH GRANT OPTION;\n"
                  "REVOKE ALL ON t FROM GROUP old, public CASCADE;\n"
                  "ALTER TABLE t OWNER TO owner;\n"
                  "CREATE SCHEMA s AUTHORIZATION of_schema;\n"
                  "CREATE POLICY p ON t FOR SELECT TO of_policy, CURRENT_USER USING (true);\n"
                  "ALTER DEFAULT PRIVILEGES FOR ROLE maker IN SCHEMA s GRANT SELECT ON TABLES TO taker;\n"
                  "GRANT team TO member;\n"
                  "GRANT pg_read_all_data TO member;\n"
                  "COMMENT ON TABLE t IS $$GRANT x ON y TO in_text$$;"),
            "Some One in_text maker member of_policy of_schema old owner reader taker team");
}

TEST_F(ClusterObjectsTest, RolesInABodyAreMadeAsWell) {
  EXPECT_EQ(roles("DO $$ BEGIN\n  GRANT SELECT ON t TO app;\n  EXECUTE 'GRANT SELECT ON t TO other';\n"
                  "  EXECUTE format('GRANT SELECT ON t TO %I', current_user);\nEND $$;"),
            "app other");
}

TEST_F(ClusterObjectsTest, RolesThatTheChainCreatesFirstAreNotMade) {
  add("a", "GRANT SELECT ON t TO early;");
  add("b", "CREATE ROLE late; CREATE USER early;");
  add("c", "GRANT SELECT ON t TO late, early;");
  EXPECT_EQ(roles_to_make(chain().chain()), std::vector<std::string>{"early"});
}

TEST_F(ClusterObjectsTest, SchemasOfTheSettingsAreMadeUnlessARevisionDoes) {
  set("schema: app\nversion_schema: meta\n");
  add("a", "CREATE TABLE t (id int);");
  EXPECT_EQ(schemas(), "meta app");
  add("b", "CREATE SCHEMA IF NOT EXISTS app;");
  EXPECT_EQ(schemas(), "meta");
  set("");
  EXPECT_EQ(schemas(), "");
}

TEST_F(ClusterObjectsTest, StatementsAboutTheClusterAreFound) {
  const std::pair<const char*, const char*> cases[] = {
      {"CREATE ROLE app;", "CREATE ROLE"},
      {"DROP USER IF EXISTS app;", "DROP USER"},
      {"ALTER SYSTEM SET work_mem = '1MB';", "ALTER SYSTEM"},
      {"ALTER DATABASE app SET work_mem = '1MB';", "ALTER DATABASE"},
      {"CREATE TABLESPACE x LOCATION '/x';", "CREATE TABLESPACE"},
      {"REASSIGN OWNED BY a TO b;", "REASSIGN OWNED"},
      {"COMMENT ON ROLE app IS 'x';", "COMMENT ON ROLE"},
      {"GRANT CREATE ON DATABASE x TO app;", "GRANT ON DATABASE"},
      {"GRANT team TO app;", "GRANT of a role"},
      {"DO $$ BEGIN IF true THEN CREATE ROLE app; END IF; END $$;", "CREATE ROLE"},
      {"DO $$ BEGIN EXECUTE 'CREATE ROLE app'; END $$;", "CREATE ROLE"},
      {"SELECT 1; CREATE USER MAPPING FOR app SERVER s;", ""},
      {"ALTER TABLE t DROP role; COMMENT ON TABLE t IS 'x'; GRANT SELECT ON t TO app;", ""},
      {"CREATE TABLE t (role text, \"user\" text); SELECT t.role FROM t JOIN t AS u ON role = 1;", ""},
  };
  for (const auto& [sql, found] : cases) {
    last_ = "none";
    EXPECT_EQ(statement(sql), found) << sql;
  }
}

}  // namespace
}  // namespace migrate::migc
