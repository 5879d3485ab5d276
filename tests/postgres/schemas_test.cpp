// In which schema a run works, as which role, and that nothing can come between.

#include "postgres/postgres_database.h"

namespace migrate::testing {
namespace {

// Two revisions that name no schema.
std::vector<ScriptedRevision> line() {
  return {creates("a"), creates("b", {"a"})};
}

class PostgresSchemas : public Postgres {
 protected:
  std::string role() {
    const std::string name = "owner_" + database_.name();
    database_.run("CREATE ROLE " + name);
    database_.run("GRANT ALL ON SCHEMA public TO " + name);
    return name;
  }
  std::string owners() {
    return database_.ask(
        "SELECT string_agg(DISTINCT tableowner, ',') FROM pg_tables WHERE schemaname = 'public'");
  }
};

TEST_F(PostgresSchemas, EverythingIsInTheChainsSchema) {
  const ScriptedChain chain(line(), {}, "migrate_version", {.schema = "app"});
  database_.run("CREATE SCHEMA app");
  up(chain);
  EXPECT_TRUE(database_.has_table("app.b"));
  EXPECT_TRUE(database_.has_table("app.migrate_history"));
  EXPECT_THAT(rows(chain), ElementsAre("b"));
}

TEST_F(PostgresSchemas, OurTablesMayBeElsewhere) {
  const ScriptedChain chain(line(), {}, "migrate_version",
                            {.schema = "app", .version_schema = "bookkeeping"});
  database_.run("CREATE SCHEMA app");
  database_.run("CREATE SCHEMA bookkeeping");
  up(chain);
  EXPECT_TRUE(database_.has_table("app.b"));
  EXPECT_TRUE(database_.has_table("bookkeeping.migrate_version"));
  EXPECT_FALSE(database_.has_table("app.migrate_version"));
  EXPECT_THAT(rows(chain), ElementsAre("b"));
}

TEST_F(PostgresSchemas, RevisionsSeeTheChainsSearchPath) {
  const std::vector<ScriptedRevision> uses_shared{
      {.id = "a",
       .up = {"CREATE TABLE seen AS SELECT current_setting('search_path') AS path, n FROM units"}}};
  database_.run("CREATE SCHEMA shared");
  database_.run("CREATE TABLE shared.units AS SELECT 7 AS n");
  up(ScriptedChain(uses_shared, {}, "migrate_version", {.search_path = "extensions, shared"}));
  EXPECT_EQ(database_.ask("SELECT path || ' ' || n FROM public.seen"),
            "public, extensions, shared, pg_temp 7");
}

TEST_F(PostgresSchemas, EachTenantHasItsOwnTablesAndRows) {
  database_.run("CREATE SCHEMA tenant_a");
  database_.run("CREATE SCHEMA tenant_b");
  up(two_tables(), {.schema = "tenant_a"});
  upgrade(connection_, two_tables(), "a", {.schema = "tenant_b"});
  EXPECT_TRUE(database_.has_table("tenant_a.b"));
  EXPECT_FALSE(database_.has_table("tenant_b.b"));
  EXPECT_THAT(current(connection_, two_tables(), {.schema = "tenant_b"}).rows, ElementsAre("a"));
  EXPECT_FALSE(current(connection_, two_tables()).has_tables);
}

TEST_F(PostgresSchemas, TenantsCannotShareAVersionTable) {
  const ScriptedChain chain(line(), {}, "migrate_version", {.version_schema = "bookkeeping"});
  const Error error = failure(chain, {.schema = "tenant_a"});
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_STREQ(error.what(),
               "with version_schema \"bookkeeping\" in migrate.yaml all schemas share one version table, and"
               " \"tenant_a\" would count as migrated once another one is; take version_schema out of"
               " migrate.yaml");
}

TEST_F(PostgresSchemas, RoleOwnsWhatIsMade) {
  const std::string owner = role();
  PostgresConnection as_role(database_.url(), {.role = owner});
  upgrade(as_role, two_tables());
  EXPECT_EQ(owners(), owner);
}

TEST_F(PostgresSchemas, RoleOfTheUrlOwnsWhatIsMade) {
  const std::string owner = role();
  PostgresConnection as_role(database_.url() + "?options=-c%20role%3D" + owner);
  upgrade(as_role, two_tables());
  EXPECT_EQ(owners(), owner);
}

TEST_F(PostgresSchemas, RoleIsTakenBeforeTheOwnerIsCompared) {
  const std::string owner = role();
  database_.create_version_table();
  database_.run("ALTER TABLE migrate_version OWNER TO " + owner);
  PostgresConnection as_role(database_.url(), {.role = owner});
  EXPECT_TRUE(upgrade(as_role, two_tables()).changed());
}

TEST_F(PostgresSchemas, TemporaryTablesHideNothing) {
  const std::vector<ScriptedRevision> hides{
      {.id = "a",
       .up = {"CREATE TEMPORARY TABLE migrate_version (version_num text)", "CREATE TABLE b (id INTEGER)",
              "CREATE TEMPORARY TABLE b (id TEXT)", "INSERT INTO b VALUES (1)"}}};
  const ScriptedChain chain(hides);
  up(chain);
  EXPECT_THAT(rows(chain), ElementsAre("a"));
  EXPECT_EQ(database_.ask("SELECT count(*) FROM public.b"), "1");
}

TEST_F(PostgresSchemas, HostileFunctionsAreNotCalled) {
  database_.run("CREATE FUNCTION public.max(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 1/0::bigint'");
  const std::pair<std::string, std::string> operands[] = {{"varchar", "text"}, {"text", "varchar"}};
  for (const auto& [left, right] : operands) {
    database_.run("CREATE FUNCTION public.hostile(" + left + ", " + right +
                  ") RETURNS bool LANGUAGE sql AS 'SELECT 1/0 = 1'");
    database_.run("CREATE OPERATOR public.= (FUNCTION = public.hostile, LEFTARG = " + left +
                  ", RIGHTARG = " + right + ')');
  }
  database_.run("ALTER DATABASE " + database_.name() + " SET search_path = public, pg_catalog");
  up(two_tables());
  EXPECT_FALSE(up(two_tables()).changed());
  EXPECT_THAT(rows(two_tables()), ElementsAre("b"));
}

}  // namespace
}  // namespace migrate::testing
