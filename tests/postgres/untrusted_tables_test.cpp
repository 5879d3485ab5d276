// Another role owns the tables that have our names, and attaches code to them: reading runs none of it,
// whichever role reads, and nothing is written. Each trap is shown to be a trap by a query that falls into
// it.

#include "postgres/untrusted_tables.h"
#include "postgres/postgres_database.h"
#include "support/cutting_proxy.h"

namespace migrate::testing {
namespace {

using ::testing::SizeIs;

class PostgresOtherRole : public Postgres {
 protected:
  PostgresOtherRole() { database_.run("CREATE TABLE loot (who text); GRANT ALL ON loot TO public"); }

  std::string role(const std::string& name) {
    const std::string full = name + '_' + database_.name();
    database_.run("CREATE ROLE " + full + " LOGIN");
    database_.run("GRANT USAGE, CREATE ON SCHEMA public TO " + full);
    return full;
  }
  void run_as(const std::string& role, const std::string& sql) {
    OtherSession(database_.url_as(role)).run(sql);
  }
  void upgrade_as(const std::string& role, const Chain& chain) {
    PostgresConnection connection(database_.url_as(role));
    upgrade(connection, chain);
  }

  std::vector<std::string> loot() { return database_.list("SELECT DISTINCT who FROM loot"); }
  void expect_refused(const Error& error, const std::string& message) {
    EXPECT_STREQ(error.what(), message.c_str());
    EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  }
  static std::string not_ours(const std::string& table, const std::string& objection) {
    return '"' + table + "\" cannot be this library's table: it " + objection +
           "; nothing was changed. Find out who made it, and drop or rename it, or choose another"
           " version_table in migrate.yaml";
  }
  static std::string other_owner(const std::string& owner, const std::string& user) {
    return "\"migrate_version\" belongs to the role \"" + owner + "\", which is not granted to \"" + user +
           "\"; nothing was changed. If you trust that role, run the command with --role " + owner;
  }
};

// The tables are the attacker's, who applied two revisions as any program would.
class PostgresTrap : public PostgresOtherRole {
 protected:
  PostgresTrap() {
    upgrade_as(attacker_, two_tables());
    run_as(attacker_, "GRANT SELECT ON migrate_version, migrate_history TO public");
    run_as(attacker_,
           "CREATE FUNCTION steal() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.loot"
           " VALUES (current_user); IF current_setting('is_superuser') = 'on' THEN ALTER ROLE " +
               attacker_ + " SUPERUSER; END IF; RETURN true; END $$");
    run_as(attacker_, evil("RETURN true"));
  }

  // What the server believes to be constant, so that it runs it in planning.
  static std::string evil(const std::string& body) {
    return "CREATE OR REPLACE FUNCTION evil(i int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN " +
           body + "; END $$";
  }
  void set_trap(const std::string& sql) {
    run_as(attacker_, sql);
    run_as(attacker_, evil("PERFORM public.steal(); RETURN true"));
    clear_loot();
  }
  void clear_loot() {
    database_.run("TRUNCATE loot");
    database_.run("ALTER ROLE " + attacker_ + " NOSUPERUSER");
  }

  void expect_nothing_stolen(const std::string& by) {
    EXPECT_THAT(loot(), IsEmpty()) << by;
    EXPECT_EQ(database_.ask("SELECT rolsuper FROM pg_roles WHERE rolname = '" + attacker_ + "'"), "f") << by;
  }
  void expect_trap(const std::string& sql) {
    database_.run(sql);
    EXPECT_THAT(loot(), ElementsAre("postgres")) << "this trap is none";
  }
  // The administrator sees where the database is, and writes nothing.
  void expect_harmless(PostgresConnection& connection, const std::string& refusal) {
    EXPECT_THAT(current(connection, two_tables()).rows, ElementsAre("b"));
    expect_nothing_stolen("current");
    EXPECT_EQ(check(connection, two_tables()).verified, 2U);
    expect_nothing_stolen("check");
    EXPECT_FALSE(upgrade(connection, two_tables()).changed());
    expect_nothing_stolen("upgrade at head");
    const ScriptedChain more({creates("a"), creates("b", {"a"}), creates("c", {"b"})});
    expect_refused(error_of([&] { upgrade(connection, more); }), refusal);
    expect_nothing_stolen("upgrade");
    expect_refused(error_of([&] { downgrade(connection, two_tables(), "-1"); }), refusal);
    const ScriptedChain older({creates("a")});
    expect_refused(error_of([&] { rollback(connection, older); }), refusal);
    expect_nothing_stolen("rollback");
  }
  void expect_harmless() { expect_harmless(connection_, other_owner(attacker_, "postgres")); }
  // The way that the refusal names.
  void expect_harmless_as_owner(const std::string& objection, const std::string& table = "migrate_version") {
    PostgresConnection connection(database_.url(), {.role = attacker_});
    expect_harmless(connection, not_ours(table, objection));
  }

  const std::string attacker_ = role("mallory");
};

TEST_F(PostgresTrap, ConditionOfAnIndex) {
  set_trap("CREATE INDEX evil_i ON migrate_version (version_num) WHERE public.evil(1)");
  expect_harmless();
  expect_harmless_as_owner(
      "has an expression, a condition or a uniqueness of its own in the index public.evil_i");
  expect_trap("SELECT version_num FROM public.migrate_version");
}

TEST_F(PostgresTrap, ConditionOfAnIndexOnTheHistory) {
  set_trap("CREATE INDEX evil_i ON migrate_history (seq) WHERE public.evil(1)");
  expect_harmless();
  expect_harmless_as_owner(
      "has an expression, a condition or a uniqueness of its own in the index public.evil_i",
      "migrate_history");
  expect_trap("SELECT revision FROM public.migrate_history");
}

TEST_F(PostgresTrap, StatisticsOnAnExpression) {
  set_trap("CREATE STATISTICS evil_s ON (public.evil(1)), (version_num || 'a') FROM migrate_version");
  expect_harmless();
  expect_harmless_as_owner("has the extended statistics \"evil_s\"");
  expect_trap("SELECT version_num FROM public.migrate_version WHERE version_num = 'a'");
}

TEST_F(PostgresTrap, CheckConstraint) {
  set_trap("ALTER TABLE migrate_version ADD CONSTRAINT evil_c CHECK (public.evil(1))");
  database_.run("ALTER DATABASE " + database_.name() + " SET constraint_exclusion = on");
  expect_harmless();
  expect_harmless_as_owner("has the CHECK constraint \"evil_c\"");
  expect_trap("SELECT version_num FROM public.migrate_version WHERE version_num = 'a'");
}

TEST_F(PostgresTrap, Trigger) {
  set_trap(
      "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM public.steal(); RETURN NEW;"
      " END $$; CREATE TRIGGER evil_t BEFORE INSERT ON migrate_version FOR EACH ROW EXECUTE FUNCTION t()");
  expect_harmless();
  expect_harmless_as_owner("has the trigger \"evil_t\"");
  expect_trap("INSERT INTO public.migrate_version VALUES ('x')");
}

TEST_F(PostgresTrap, DefaultOfAColumnOfItsOwn) {
  set_trap(
      "ALTER TABLE migrate_history ADD COLUMN extra boolean; ALTER TABLE migrate_history ALTER extra SET"
      " DEFAULT public.evil(1)");
  expect_harmless();
  expect_harmless_as_owner("has a domain or a default with user-defined parts in the column \"extra\"",
                           "migrate_history");
}

TEST_F(PostgresTrap, DomainOfAColumnOfItsOwn) {
  set_trap(
      "CREATE DOMAIN odd AS int; ALTER TABLE migrate_version ADD COLUMN extra odd; ALTER DOMAIN odd ADD"
      " CHECK (public.evil(1)) NOT VALID");
  expect_harmless();
  expect_harmless_as_owner("has a domain or a default with user-defined parts in the column \"extra\"");
  expect_trap("INSERT INTO public.migrate_version VALUES ('x')");
}

// A type is known by its identifier: its name may be any, and its casts are its maker's.
TEST_F(PostgresTrap, TypeThatLooksLikeText) {
  set_trap(
      "CREATE TYPE evil1_text AS ENUM ('upgrade', 'downgrade'); CREATE TYPE evil2_text AS ENUM ('upgrade');"
      "CREATE FUNCTION cast_it(evil1_text) RETURNS evil2_text LANGUAGE plpgsql AS $$ BEGIN PERFORM"
      " public.steal(); RETURN 'upgrade'; END $$;"
      "CREATE CAST (evil1_text AS evil2_text) WITH FUNCTION cast_it(evil1_text) AS IMPLICIT;"
      "ALTER TABLE migrate_history ALTER direction TYPE evil1_text USING direction::evil1_text,"
      " ALTER chain_digest TYPE evil2_text USING NULL");
  const Error error = error_of([&] { static_cast<void>(current(connection_, two_tables())); });
  expect_refused(
      error, not_ours("migrate_history", "has the column \"direction\" with the type \"public.evil1_text\""));
  expect_refused(error_of([&] { upgrade(connection_, two_tables()); }), error.what());
  expect_nothing_stolen("type");
  expect_trap(
      "SELECT chain_digest FROM public.migrate_history UNION ALL SELECT direction FROM"
      " public.migrate_history");
}

TEST_F(PostgresTrap, PolicyIsNotRunForAReader) {
  const std::string reader = role("reader");
  set_trap(
      "CREATE POLICY evil_p ON migrate_version USING (public.steal()); ALTER TABLE migrate_version"
      " ENABLE ROW LEVEL SECURITY");
  PostgresConnection connection(database_.url_as(reader));
  expect_refused(
      error_of([&] { static_cast<void>(current(connection, two_tables())); }),
      not_ours("migrate_version", "has row level security, which holds for the role \"" + reader + '"'));
  expect_nothing_stolen("policy");
  run_as(reader, "SELECT version_num FROM public.migrate_version");
  EXPECT_THAT(loot(), ElementsAre(reader));
}

// Who owns the table of its own and points at ours can have the server work on it whenever ours changes.
TEST_F(PostgresTrap, ForeignKeyOfAnotherRole) {
  database_.clear();
  database_.run(
      "CREATE TABLE loot (who text); GRANT ALL ON loot TO public; GRANT ALL ON SCHEMA public TO public");
  up(two_tables());
  database_.run("GRANT REFERENCES ON migrate_version TO " + attacker_);
  run_as(attacker_,
         "CREATE TABLE child (v varchar(64) CONSTRAINT fk REFERENCES migrate_version ON DELETE CASCADE)");
  EXPECT_FALSE(up(two_tables()).changed());
  expect_refused(error_of([&] { downgrade(connection_, two_tables(), "-1"); }),
                 not_ours("migrate_version", "is in the foreign key \"fk\" of public.child"));
}

using PostgresOwner = PostgresOtherRole;

TEST_F(PostgresOwner, IsNotWhoeverASuperuserCouldBe) {
  const std::string owner = role("owner");
  upgrade_as(owner, ScriptedChain({creates("a")}));
  EXPECT_THAT(rows(two_tables()), ElementsAre("a"));
  expect_refused(failure(two_tables()), other_owner(owner, "postgres"));
}

TEST_F(PostgresOwner, NamedWithRoleGoesOn) {
  const std::string owner = role("owner");
  upgrade_as(owner, ScriptedChain({creates("a")}));
  EXPECT_THAT(up(two_tables(), {.role = owner}).steps, SizeIs(1));
  EXPECT_EQ(database_.ask("SELECT tableowner FROM pg_tables WHERE tablename = 'b'"), owner);
}

TEST_F(PostgresOwner, IsTrustedByItsMembers) {
  const std::string owner = role("owner"), team = role("team"), member = role("member");
  upgrade_as(owner, ScriptedChain({creates("a")}));
  database_.run("GRANT " + owner + " TO " + team);
  database_.run("GRANT " + team + " TO " + member);
  PostgresConnection connection(database_.url_as(member));
  EXPECT_THAT(upgrade(connection, two_tables()).steps, SizeIs(1));
}

// What pg_restore --no-owner leaves when an administrator restores.
TEST_F(PostgresOwner, MayBeASuperuser) {
  up(ScriptedChain({creates("a")}));
  const std::string deployer = role("deployer");
  database_.run("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + deployer);
  PostgresConnection connection(database_.url_as(deployer));
  EXPECT_THAT(upgrade(connection, two_tables()).steps, SizeIs(1));
}

TEST_F(PostgresOwner, MayBeTheDatabasesOwner) {
  const std::string owner = role("owner");
  upgrade_as(owner, ScriptedChain({creates("a")}));
  database_.run("ALTER DATABASE " + database_.name() + " OWNER TO " + owner);
  EXPECT_THAT(up(two_tables()).steps, SizeIs(1));
}

TEST_F(PostgresOwner, MayBeTheSchemasOwner) {
  const std::string owner = role("owner");
  upgrade_as(owner, ScriptedChain({creates("a")}));
  database_.run("ALTER SCHEMA public OWNER TO " + owner);
  EXPECT_THAT(up(two_tables()).steps, SizeIs(1));
}

TEST_F(PostgresOwner, IsNoConcernOfAReader) {
  const std::string owner = role("owner"), reader = role("reader");
  upgrade_as(owner, two_tables());
  run_as(owner, "GRANT SELECT ON migrate_version, migrate_history TO " + reader);
  PostgresConnection connection(database_.url_as(reader));
  EXPECT_THAT(current(connection, two_tables()).rows, ElementsAre("b"));
  EXPECT_EQ(check(connection, two_tables()).verified, 2U);
  EXPECT_FALSE(upgrade(connection, two_tables()).changed());
}

TEST_F(PostgresOwner, HasRowsThatAReaderSeesAsTheyAre) {
  const std::string owner = role("owner");
  ScriptedRevision newer = creates("b", {"a"});
  newer.message = "tab\there, \\N, back\\slash\nand \"\xc3\xa9\"";
  upgrade_as(owner, ScriptedChain({creates("a"), newer}));
  const Error error = failure(ScriptedChain({creates("a")}));
  EXPECT_EQ(error.kind(), ErrorKind::newer_database);
  EXPECT_THAT(error.what(), HasSubstr("\n  b, tab\\there, \\N, back\\slash\\nand \"\xc3\xa9\"\n"));
}

TEST_F(PostgresOwner, WithoutAGrantIsAsked) {
  const std::string owner = role("owner"), reader = role("reader");
  upgrade_as(owner, two_tables());
  PostgresConnection connection(database_.url_as(reader));
  const Error error = error_of([&] { static_cast<void>(current(connection, two_tables())); });
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_STREQ(
      error.what(),
      ("permission denied for table migrate_version; connect as a role that has this right, or grant"
       " it: GRANT USAGE ON SCHEMA \"public\" TO \"" +
       reader + "\"; GRANT SELECT ON \"public\".\"migrate_version\", \"public\".\"migrate_history\" TO \"" +
       reader + "\"; nothing was changed")
          .c_str());
}

class PostgresOwnTables : public PostgresOtherRole {
 protected:
  PostgresOwnTables() { up(ScriptedChain({creates("a")})); }
  void expect_written() { EXPECT_THAT(up(two_tables()).steps, SizeIs(1)); }
  void expect_read_only(const std::string& objection) {
    EXPECT_THAT(rows(two_tables()), ElementsAre("a"));
    expect_refused(failure(two_tables()), not_ours("migrate_version", objection));
  }
};

TEST_F(PostgresOwnTables, MayHaveAPlainIndexMore) {
  database_.run("CREATE INDEX dba ON migrate_history (revision, seq)");
  expect_written();
}

TEST_F(PostgresOwnTables, MayHaveRowSecurityThatIsNotForTheOwner) {
  database_.run("ALTER TABLE migrate_version ENABLE ROW LEVEL SECURITY");
  expect_written();
}

TEST_F(PostgresOwnTables, MayLackThePrimaryKey) {
  database_.run("ALTER TABLE migrate_version DROP CONSTRAINT migrate_version_pkey");
  expect_written();
}

TEST_F(PostgresOwnTables, MayHaveColumnsMore) {
  database_.run(
      "ALTER TABLE migrate_history ADD COLUMN host text DEFAULT 'x', ADD COLUMN at timestamptz DEFAULT"
      " now()");
  expect_written();
}

TEST_F(PostgresOwnTables, MayNotHaveAUniqueIndexMore) {
  database_.run("ALTER TABLE migrate_version ADD COLUMN one int DEFAULT 1 CONSTRAINT lonely UNIQUE");
  expect_read_only("has an expression, a condition or a uniqueness of its own in the index public.lonely");
}

TEST_F(PostgresOwnTables, MayNotHaveAnIndexOnAnExpression) {
  database_.run("CREATE INDEX lowered ON migrate_version (lower(version_num))");
  expect_read_only("has an expression, a condition or a uniqueness of its own in the index public.lowered");
}

TEST_F(PostgresOwnTables, MayNotHaveAGeneratedColumnInPlaceOfOurs) {
  database_.clear();
  database_.run("CREATE TABLE migrate_version (v text, version_num text GENERATED ALWAYS AS (v) STORED)");
  expect_refused(failure(two_tables()),
                 not_ours("migrate_version", "has the column \"version_num\" with the type \"text\""));
}

TEST_F(PostgresOwner, AlembicsTableWithoutAPrimaryKeyIsAccepted) {
  const ScriptedChain chain({creates("a"), creates("b", {"a"})}, {}, "alembic_version");
  database_.run("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)");
  database_.run("INSERT INTO alembic_version VALUES ('a')");
  EXPECT_THAT(up(chain).steps, SizeIs(1));
}

using PostgresRole = PostgresOtherRole;

TEST_F(PostgresRole, ThatDoesNotExist) {
  const Error error = failure(two_tables(), {.role = "nosuch"});
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_STREQ(
      error.what(),
      "the role \"nosuch\" does not exist; nothing was changed. Correct --role, or create the role with"
      " CREATE ROLE");
}

TEST_F(PostgresRole, ThatIsNotGranted) {
  const std::string owner = role("owner"), user = role("user");
  PostgresConnection connection(database_.url_as(user));
  const Error error = error_of([&] { upgrade(connection, two_tables(), {.role = owner}); });
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_STREQ(error.what(),
               ("the role \"" + owner + "\" is not granted to \"" + user +
                "\"; nothing was changed. Use another --role, or let an administrator run: GRANT \"" + owner +
                "\" TO \"" + user + '"')
                   .c_str());
}

TEST_F(PostgresRole, GoesBeforeTheConnectionsOwn) {
  const std::string one = role("one"), other = role("other");
  PostgresConnection connection(database_.url(), {.role = one});
  upgrade(connection, two_tables(), {.role = other});
  EXPECT_EQ(database_.ask("SELECT tableowner FROM pg_tables WHERE tablename = 'migrate_version'"), other);
}

// The owner goes back to a between the two tables.
TEST_F(PostgresTrap, TablesAreReadAsTheyWereAtOneMoment) {
  std::atomic<int> moves = 0;
  const auto move_between = [&](std::string_view message) {
    const bool reads_history = message.find("COPY") != std::string_view::npos &&
                               message.find("\"migrate_history\"") != std::string_view::npos;
    if (reads_history && moves++ == 0) {
      PostgresConnection owner(database_.url_as(attacker_));
      downgrade(owner, two_tables(), "a");
    }
    return Fate::pass;
  };
  CuttingProxy proxy(postgres_server().port(), move_between);
  PostgresConnection connection(proxy.url(database_.name()));
  const Status status = current(connection, two_tables());
  EXPECT_GT(moves, 0);
  EXPECT_THAT(status.rows, ElementsAre("b"));
  EXPECT_THAT(status.unverified, IsEmpty());
}

TEST_F(PostgresTrap, TablesDoNotChangeWhileTheyAreRead) {
  std::atomic<int> tries = 0;
  std::atomic<bool> has_changed = false;
  CuttingProxy proxy(postgres_server().port(), [&](std::string_view message) {
    if (message.find("COPY") == std::string_view::npos || tries++ > 0) return Fate::pass;
    try {
      run_as(attacker_, "SET lock_timeout = '20ms'; ALTER TABLE migrate_history ADD COLUMN more int");
      has_changed = true;
    } catch (const std::exception&) {
      // The lock of the reader.
    }
    return Fate::pass;
  });
  PostgresConnection connection(proxy.url(database_.name()));
  EXPECT_THAT(current(connection, two_tables()).rows, ElementsAre("b"));
  EXPECT_GT(tries, 0);
  EXPECT_FALSE(has_changed);
}

TEST_F(PostgresTrap, TableThatBecomesAViewBeforeItIsReadIsNotRead) {
  std::atomic<int> tries = 0;
  CuttingProxy proxy(postgres_server().port(), [&](std::string_view message) {
    if (message.find("LOCK TABLE") != std::string_view::npos && tries++ == 0)
      run_as(attacker_,
             "ALTER TABLE migrate_history RENAME TO old; CREATE VIEW migrate_history AS SELECT * FROM old");
    return Fate::pass;
  });
  PostgresConnection connection(proxy.url(database_.name()));
  const Error error = error_of([&] { (void)current(connection, two_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::busy);
  EXPECT_THAT(error.what(), HasSubstr("\"migrate_history\" was changed while it was being read"));
  EXPECT_GT(tries, 0);
}

TEST(PostgresCopy, LinesAreParsed) {
  using postgres::parse_copied;
  const adapter::ColumnKind kinds[] = {adapter::ColumnKind::number, adapter::ColumnKind::text,
                                       adapter::ColumnKind::text};
  EXPECT_EQ(parse_copied("-12\ta b\t", kinds), (Row{-12, "a b", ""}));
  EXPECT_EQ(parse_copied("\\N\t\\N\t\\\\N", kinds), (Row{nullptr, nullptr, "\\N"}));
  EXPECT_EQ(parse_copied("1\t\\b\\f\\n\\r\\t\\v\\\\\t\\x", kinds), (Row{1, "\b\f\n\r\t\v\\", "x"}));
}

}  // namespace
}  // namespace migrate::testing
