// The commands that write into a migrations folder, as a person runs them: what they print, how they end, and
// every file that is there afterwards.

#include <gtest/gtest.h>

#include <algorithm>

#include "migc/run_program.h"

namespace migrate::migc {
namespace {

using testing::Outcome;
using testing::TemporaryFolder;

constexpr std::string_view choices =
    "-- Write here what undoes the upgrade, or let migc do it where it can: migc derive\n"
    "-- Where nothing has to be undone, write the line\n"
    "--   -- nothing to undo\n"
    "-- and where nothing can be undone, write in the header, after create_date:\n"
    "--   -- irreversible: WHY\n";

class Authoring : public ::testing::Test {
 protected:
  // At 2026-11-20T13:24:09Z.
  Outcome run(const std::string& arguments) { return run_with("SOURCE_DATE_EPOCH=1795181049", arguments); }
  Outcome run_with(const std::string& environment, const std::string& arguments) {
    return testing::run_in(folder_, environment + " " + MIGRATE_MIGC + " --dir m " + arguments);
  }

  void write(const std::string& name, std::string_view bytes) { folder_.write("m/" + name, bytes); }
  std::string read(const std::string& name) { return folder_.read("m/" + name); }

  void add(const std::string& id, const std::string& parents, const std::string& more = "") {
    write("versions/" + id + ".sql", "-- revision: " + id + "\n-- down_revision: " + parents + "\n" + more +
                                         "\n-- migrate: upgrade\n-- migrate: downgrade\n");
  }

  // The paths of all files, a line each.
  std::string files() { return testing::run_in(folder_, "find m -type f | LC_ALL=C sort").out; }

  // Fails without changing any file.
  void expect_refused(const std::string& arguments, int code, const std::string& err) {
    const std::string state = "find . -type f -exec sha256sum {} + | sort";
    const std::string before = testing::run_in(folder_, state).out;
    EXPECT_EQ(run(arguments), (Outcome{code, "", err})) << arguments;
    EXPECT_EQ(testing::run_in(folder_, state).out, before) << arguments;
  }

  TemporaryFolder folder_;
};

// init

TEST_F(Authoring, InitMakesAFolderThatTakesRevisions) {
  EXPECT_EQ(run("init"),
            (Outcome{0, "created m/migrate.yaml\ncreated m/versions\n",
                     "next: migc --dir m revision -m MESSAGE\n"
                     "\n"
                     "In CMakeLists.txt, where app is your program:\n"
                     "\n"
                     "    find_package(Migrate 0.1 REQUIRED COMPONENTS sqlite cli migc)\n"
                     "    target_link_libraries(app PRIVATE Migrate::sqlite Migrate::cli)\n"
                     "    migrate_add_revisions(app DIRECTORY m)\n"
                     "\n"
                     "In its main():\n"
                     "\n"
                     "    migrate::SqliteConnection connection(\"app.db\");\n"
                     "    if (argc > 1 && std::string_view(argv[1]) == \"migrate\")\n"
                     "      return migrate::run_cli(app::revisions(), connection, argc - 1, argv + 1);\n"
                     "    migrate::upgrade(connection, app::revisions());\n"
                     "\n"
                     "init --example writes both as a new project.\n"}));
  EXPECT_EQ(run("revision -m first --rev-id a").out, "created m/versions/a_first.sql\n");
  EXPECT_EQ(run("check"),
            (Outcome{0, "m: 1 revision, head a; the chain is valid\nsqlite: 1 of 1 revision proven\n", ""}));
}

// Version control keeps no empty folder.
TEST_F(Authoring, InitLeavesNoFolderEmpty) {
  EXPECT_EQ(run("init").code, 0);
  EXPECT_EQ(files(), "m/migrate.yaml\nm/versions/.gitkeep\n");
}

// The project is built and run by tests/docs.
TEST_F(Authoring, InitWritesAnExample) {
  EXPECT_EQ(
      run("init --example --dialects postgres"),
      (Outcome{0, "created m/migrate.yaml\ncreated m/versions\ncreated CMakeLists.txt\ncreated main.cpp\n",
               "next: migc --dir m revision -m MESSAGE\n"
               "      cmake -S . -B build && cmake --build build && build/app\n"}));
  EXPECT_EQ(folder_.read("CMakeLists.txt"),
            "cmake_minimum_required(VERSION 3.22)\n"
            "project(app LANGUAGES CXX)\n"
            "\n"
            "find_package(Migrate 0.1 REQUIRED COMPONENTS postgres cli migc)\n"
            "\n"
            "add_executable(app main.cpp)\n"
            "target_link_libraries(app PRIVATE Migrate::postgres Migrate::cli)\n"
            "migrate_add_revisions(app DIRECTORY m)\n");
  EXPECT_NE(
      folder_.read("main.cpp").find("  migrate::PostgresConnection connection(\"postgresql:///app\");\n"),
      std::string::npos);
}

TEST_F(Authoring, InitWritesNoExampleOverAFile) {
  folder_.write("main.cpp", "mine");
  expect_refused(
      "init --example", 2,
      "error: main.cpp already exists; nothing was changed. Run this in an empty folder, or leave out "
      "--example and add the lines that init prints\n");
  EXPECT_EQ(testing::run_in(folder_, "ls").out, "main.cpp\n");
}

TEST_F(Authoring, InitWritesDownTheDialects) {
  EXPECT_EQ(run("init --dialects postgres,sqlite --format json --quiet"),
            (Outcome{0, "{\"created\":[\"m/migrate.yaml\",\"m/versions\"]}\n", ""}));
  EXPECT_NE(read("migrate.yaml").find("\ndialects: sqlite, postgres\n"), std::string::npos);
}

TEST_F(Authoring, InitTakesAnEmptyFolderAndNoOther) {
  EXPECT_EQ(testing::run_in(folder_, "mkdir m").code, 0);
  EXPECT_EQ(run("init").code, 0);
  expect_refused("init", 2, "error: m is not empty; name a folder that is empty or not there with --dir\n");
}

TEST_F(Authoring, InitRefusesAFile) {
  folder_.write("m", "");
  expect_refused("init", 7, "error: cannot create m: File exists; nothing was changed\n");
}

TEST_F(Authoring, InitRefusesDialectsThatItDoesNotKnow) {
  expect_refused("init --dialects mysql", 2, "error: unknown dialect \"mysql\": write sqlite or postgres\n");
  expect_refused("init --dialects sqlite,sqlite", 2, "error: dialects lists \"sqlite\" twice\n");
  EXPECT_EQ(files(), "");
}

TEST_F(Authoring, InitTakesBackWhatItMadeWhenItFails) {
  const Outcome outcome = testing::run_in(
      folder_, std::string("(ulimit -f 0; trap '' XFSZ; ") + MIGRATE_MIGC + " init --dir x/y 2>&1) | cat");
  EXPECT_EQ(outcome.out, "error: cannot write x/y/migrate.yaml: File too large; nothing was changed\n");
  EXPECT_EQ(testing::run_in(folder_, "find .").out, ".\n");
}

// revision

TEST_F(Authoring, RevisionFollowsTheHead) {
  add("a", "none");
  EXPECT_EQ(run("revision -m 'Add error_count to runs' --rev-id cb3cf47d9259"),
            (Outcome{0, "created m/versions/cb3cf47d9259_add_error_count_to_runs.sql\n", ""}));
  EXPECT_EQ(read("versions/cb3cf47d9259_add_error_count_to_runs.sql"),
            "-- revision: cb3cf47d9259\n"
            "-- down_revision: a\n"
            "-- message: Add error_count to runs\n"
            "-- create_date: 2026-11-20T13:24:09Z\n"
            "\n"
            "-- migrate: upgrade\n"
            "\n"
            "-- migrate: downgrade\n" +
                std::string(choices));
  EXPECT_EQ(run("check").out,
            "m: 2 revisions, head cb3cf47d9259; the chain is valid\nsqlite: 2 of 2 revisions proven\n");
}

TEST_F(Authoring, RevisionAsksForADowngradeOnceItHasAnUpgrade) {
  ASSERT_EQ(run("init -q").code, 0);
  ASSERT_EQ(run("revision -m first --rev-id a").code, 0);
  std::string text = read("versions/a_first.sql");
  text.insert(text.find("upgrade\n") + 8, "SELECT 1;\n");
  write("versions/a_first.sql", text);
  EXPECT_EQ(run("check").err,
            "m/versions/a_first.sql:9: error: the downgrade for sqlite is empty, and the upgrade is not\n"
            "  9 | -- migrate: downgrade\n"
            "  write what undoes the upgrade, or let migc derive it: migc --dir m derive a\n"
            "  or write \"-- nothing to undo\" in this section; or in the header: -- irreversible: WHY\n"
            "error: 1 mistake; the chain is not valid\n");
  const std::string with_line = text + "-- nothing to undo\n";
  write("versions/a_first.sql", with_line);
  EXPECT_EQ(run("check").code, 0);
  text.insert(text.find("\n\n"), "\n-- irreversible: it is the first one");
  write("versions/a_first.sql", text);
  EXPECT_EQ(run("check").code, 0);
}

TEST_F(Authoring, RevisionIsTheBaseOfAnEmptyFolder) {
  write("migrate.yaml", "dialects: sqlite, postgres\n");
  EXPECT_EQ(run("revision -m first --rev-id a").out, "created m/versions/a_first.sql\n");
  EXPECT_EQ(
      read("versions/a_first.sql"),
      "-- revision: a\n"
      "-- down_revision: none\n"
      "-- message: first\n"
      "-- create_date: 2026-11-20T13:24:09Z\n"
      "\n"
      "-- A section below is for every dialect. Where one needs statements of its own, write a section\n"
      "-- with its name beside it, such as \"upgrade postgres\": for that dialect, it takes the place.\n"
      "\n"
      "-- migrate: upgrade\n"
      "\n"
      "-- migrate: downgrade\n" +
          std::string(choices));
  EXPECT_EQ(run("check").code, 0);
}

TEST_F(Authoring, RevisionHasARandomId) {
  add("a", "none");
  const Outcome outcome = run("revision -m x --format json");
  constexpr std::string_view form =
      "{\"revision\":\"------------\",\"created\":[\"m/versions/------------_x.sql\"]}\n";
  ASSERT_EQ(outcome.out.size(), form.size());
  EXPECT_TRUE(std::equal(form.begin(), form.end(), outcome.out.begin(), [](char expected, char found) {
    return expected == '-' ? std::isxdigit(static_cast<unsigned char>(found)) != 0 : expected == found;
  })) << outcome.out;
}

TEST_F(Authoring, RevisionWritesLabelsAndWholeIdsOfDependencies) {
  add("a", "none", "-- branch_labels: core\n");
  add("67371aeb5ae0", "none");
  add("67991aeb5ae0", "none");
  EXPECT_EQ(run("revision -m x --rev-id x --head a --branch-label billing --branch-label v2 "
                "--depends-on 6737 --depends-on core --depends-on 67371aeb5ae0")
                .code,
            0);
  EXPECT_EQ(read("versions/x_x.sql"),
            "-- revision: x\n"
            "-- down_revision: a\n"
            "-- depends_on: 67371aeb5ae0, core\n"
            "-- branch_labels: billing, v2\n"
            "-- message: x\n"
            "-- create_date: 2026-11-20T13:24:09Z\n"
            "\n"
            "-- migrate: upgrade\n"
            "\n"
            "-- migrate: downgrade\n" +
                std::string(choices));
}

TEST_F(Authoring, RevisionMayBeginALineOfItsOwn) {
  add("a", "none");
  EXPECT_EQ(run("revision -m x --rev-id x --head base"),
            (Outcome{0, "created m/versions/x_x.sql\n",
                     "note: the chain now has several bases: a, x\n"
                     "note: the chain now has several heads: a, x\n"
                     "  to fix it: give all bases but one a down_revision, or write "
                     "\"allow_multiple_heads: true\" in m/migrate.yaml\n"
                     "  to fix it: migc --dir m merge a x, or migc --dir m rebase x --onto a\n"}));
}

TEST_F(Authoring, RevisionOnARevisionThatIsNoHeadNeedsSplice) {
  add("a", "none");
  add("b", "a");
  expect_refused("revision -m x --head head-1", 2,
                 "error: \"a\" is not a head: b follows it; --splice begins another branch there\n");
  EXPECT_EQ(run("revision -m x --rev-id x --head a --splice"),
            (Outcome{0, "created m/versions/x_x.sql\n",
                     "note: the chain now has several heads: b, x\n"
                     "  to fix it: migc --dir m merge b x, or migc --dir m rebase x --onto b\n"}));
}

TEST_F(Authoring, RevisionWantsToKnowWhichOfSeveralHeads) {
  add("a", "none");
  add("b", "a");
  add("c", "a");
  expect_refused(
      "revision -m x", 2,
      "error: the chain has several heads: b, c; name the parent with --head, or first: migc --dir "
      "m merge b c\n");
  EXPECT_EQ(run("revision -m x --rev-id x --head c --quiet"),
            (Outcome{0, "created m/versions/x_x.sql\n", ""}));
}

TEST_F(Authoring, RevisionInYamlIsASkeleton) {
  EXPECT_EQ(run("init").code, 0);
  EXPECT_EQ(run("revision -m first --rev-id a --yaml"),
            (Outcome{0, "created m/versions/a_first.yaml\n", ""}));
  EXPECT_EQ(read("versions/a_first.yaml"),
            "revision: a\n"
            "down_revision: none\n"
            "message: first\n"
            "create_date: 2026-11-20T13:24:09Z\n"
            "\n"
            "# Operations in the order in which they run, such as\n"
            "#   - add_column: {table: runs, name: error_count, type: integer}\n"
            "upgrade: []\n"
            "# auto: derived from the upgrade. Where that cannot be done, write operations here as well, or\n"
            "# \"downgrade: nothing\" where nothing has to be undone; where nothing can be undone, leave\n"
            "# downgrade out and write in the header, after create_date: irreversible: WHY\n"
            "downgrade: auto\n");
  EXPECT_EQ(run("check").code, 0);
}

TEST_F(Authoring, RevisionIsNamedByTheTemplate) {
  write("migrate.yaml", "file_template: {year}{month}{day}_{hour}{minute}_{slug}_{id}\n");
  EXPECT_EQ(run("revision -m first --rev-id a").out, "created m/versions/20261120_1324_first_a.sql\n");
  write("migrate.yaml", "file_template: {rev}\n");
  expect_refused(
      "revision -m x", 3,
      "error: migrate.yaml: file_template \"{rev}\" has the unknown token \"{rev}\"; there are {id} "
      "{slug} {year} {month} {day} {hour} {minute} {second} {epoch}\n");
}

TEST_F(Authoring, RevisionStaysInTheFolderOfItsParent) {
  write("migrate.yaml", "versions: old, new\n");
  write("new/a.sql",
        "-- revision: a\n-- down_revision: none\n\n-- migrate: upgrade\n-- migrate: downgrade\n");
  EXPECT_EQ(run("revision -m x --rev-id b").out, "created m/new/b_x.sql\n");
  EXPECT_EQ(run("revision -m x --rev-id c --version-path old").out, "created m/old/c_x.sql\n");
  EXPECT_EQ(run("revision -m x --rev-id d --version-path m/new/").out, "created m/new/d_x.sql\n");
  expect_refused("revision -m x --version-path versions", 2,
                 "error: --version-path \"versions\" is not a folder of this chain: m/migrate.yaml has old, "
                 "new\n");
}

TEST_F(Authoring, RevisionRefusesNamesAsTheHeaderDoes) {
  add("a", "none");
  expect_refused("revision -m x --rev-id 'x y'", 2,
                 "error: invalid revision id \"x y\": use 1 to 64 of A-Z a-z 0-9 _ .\n");
  expect_refused("revision -m x --rev-id Head", 2, "error: revision id \"Head\" is reserved\n");
  expect_refused("revision -m x --branch-label a,b", 2,
                 "error: invalid branch label \"a,b\": use 1 to 64 of A-Z a-z 0-9 _ .\n");
  expect_refused("revision -m x --depends-on head", 2, "error: depends_on \"head\" is reserved\n");
  expect_refused("revision -m x --depends-on nosuch", 2,
                 "error: there is no revision or branch label \"nosuch\"\n");
}

TEST_F(Authoring, RevisionRefusesNamesThatAreTaken) {
  add("a", "none", "-- branch_labels: core\n");
  expect_refused("revision -m x --rev-id a", 3,
                 "m/versions/a_x.sql:1: error: duplicate revision id \"a\", first in m/versions/a.sql\n"
                 "  1 | -- revision: a\n"
                 "error: 1 mistake; nothing was written\n");
  expect_refused("revision -m x --rev-id b --branch-label core --branch-label a", 3,
                 "m/versions/b_x.sql:3: error: duplicate branch label \"core\", first in m/versions/a.sql\n"
                 "  3 | -- branch_labels: core, a\n"
                 "m/versions/b_x.sql:3: error: branch label \"a\" is the id of m/versions/a.sql\n"
                 "  3 | -- branch_labels: core, a\n"
                 "error: 2 mistakes; nothing was written\n");
  expect_refused("revision -m x --rev-id b --branch-label n --branch-label n", 3,
                 "m/versions/b_x.sql:3: error: branch_labels lists \"n\" twice\n"
                 "  3 | -- branch_labels: n, n\n"
                 "error: 1 mistake; nothing was written\n");
}

TEST_F(Authoring, RevisionRefusesAMessageThatIsNotOneLine) {
  add("a", "none");
  expect_refused("revision", 2, "error: --message is missing\n  migc revision --help shows what there is\n");
  expect_refused("revision -m '  '", 2, "error: the message is empty\n");
  expect_refused("revision -m 'x\u202ey'", 2, "error: the message has a control character; leave it out\n");
  expect_refused("revision -m 'x\n-- lint: allow L1 y'", 2, "error: the message must be one line\n");
  expect_refused("revision -m \"$(printf 'a\\377')\"", 2, "error: the message is not UTF-8 at offset 1\n");
}

TEST_F(Authoring, RevisionDoesNotWriteOverAnotherFile) {
  write("migrate.yaml", "file_template: {slug}\n");
  add("a", "none");
  expect_refused("revision -m a --rev-id b", 7,
                 "error: cannot write m/versions/a.sql: File exists; nothing was changed\n");
}

TEST_F(Authoring, RevisionNeedsAChainThatMakesSense) {
  add("a", "nosuch");
  expect_refused("revision -m x", 3,
                 "m/versions/a.sql:2: error: down_revision \"nosuch\" does not exist\n"
                 "  2 | -- down_revision: nosuch\n"
                 "error: 1 mistake; nothing was written\n");
}

TEST_F(Authoring, RevisionMakesNoMigrationsFolder) {
  expect_refused("revision -m x", 3, "error: there is no folder m; to make one: migc --dir m init\n");
}

TEST_F(Authoring, RevisionRefusesATimeThatIsNone) {
  add("a", "none");
  EXPECT_EQ(
      run_with("SOURCE_DATE_EPOCH=today", "revision -m x"),
      (Outcome{2, "", "error: SOURCE_DATE_EPOCH is \"today\": write a number of seconds since 1970\n"}));
}

TEST_F(Authoring, OptionsThatAreMisspeltGetASuggestion) {
  expect_refused("revision -m x --splise", 2,
                 "error: unknown option \"--splise\"; did you mean \"--splice\"?\n"
                 "  migc revision --help shows what there is\n");
}

TEST_F(Authoring, RevisionFillsTheTemplate) {
  EXPECT_EQ(run("init").code, 0);
  write("revision.sql.in",
        "-- Reviewed by: @\n-- Undo of \"@MESSAGE@\" (@REVISION@ after @DOWN_REVISION@, @CREATE_DATE@)\n\n"
        "@SECTIONS@");
  EXPECT_EQ(run("revision -m first --rev-id a").code, 0);
  EXPECT_EQ(read("versions/a_first.sql"),
            "-- revision: a\n-- down_revision: none\n-- message: first\n"
            "-- create_date: 2026-11-20T13:24:09Z\n\n"
            "-- Reviewed by: @\n-- Undo of \"first\" (a after none, 2026-11-20T13:24:09Z)\n\n"
            "-- migrate: upgrade\n\n-- migrate: downgrade\n" +
                std::string(choices));
}

TEST_F(Authoring, RevisionRefusesAWrongTemplate) {
  EXPECT_EQ(run("init").code, 0);
  write("revision.sql.in", "-- Reviewed by: @REVIEWER@\n@SECTION@\n");
  expect_refused("revision -m first --rev-id a", 3,
                 "m/revision.sql.in:1:17: error: unknown name \"@REVIEWER@\"\n"
                 "  1 | -- Reviewed by: @REVIEWER@\n"
                 "    |                 ^\n"
                 "m/revision.sql.in:2:1: error: unknown name \"@SECTION@\"; did you mean \"@SECTIONS@\"?\n"
                 "  2 | @SECTION@\n"
                 "    | ^\n"
                 "error: 2 mistakes; no revision was written\n");
}

// merge

TEST_F(Authoring, MergeJoinsAllHeads) {
  add("a", "none");
  for (const char* head : {"d", "b", "c"}) add(head, "a");
  EXPECT_EQ(run("merge --rev-id m"), (Outcome{0, "created m/versions/m_merge_b_c_and_d.sql\n", ""}));
  EXPECT_EQ(read("versions/m_merge_b_c_and_d.sql"),
            "-- revision: m\n"
            "-- down_revision: b, c, d\n"
            "-- message: merge b, c and d\n"
            "-- create_date: 2026-11-20T13:24:09Z\n"
            "\n"
            "-- migrate: upgrade\n"
            "\n"
            "-- migrate: downgrade\n");
  EXPECT_EQ(run("check").out,
            "m: 5 revisions, head m; the chain is valid\nsqlite: 5 of 5 revisions proven\n");
}

TEST_F(Authoring, MergeTakesTargetsAMessageAndALabel) {
  add("a", "none");
  for (const char* head : {"b", "c", "d"}) add(head, "a");
  EXPECT_EQ(run("merge c@head b -m 'join two' --rev-id m --branch-label joined"),
            (Outcome{0, "created m/versions/m_join_two.sql\n",
                     "note: the chain now has several heads: d, m\n"
                     "  to fix it: migc --dir m merge d m, or migc --dir m rebase m --onto d\n"}));
  EXPECT_TRUE(read("versions/m_join_two.sql")
                  .starts_with("-- revision: m\n-- down_revision: c, b\n-- branch_labels: joined\n"
                               "-- message: join two\n"));
}

TEST_F(Authoring, MergeIsOfSeveral) {
  add("a", "none");
  add("b", "a");
  for (const char* line : {"merge", "merge heads", "merge b head"})
    expect_refused(line, 2, "error: a merge joins two revisions or more, and there is only b\n");
}

TEST_F(Authoring, MergeCountsHeadsAsTheCheckDoes) {
  add("a", "none");
  add("b", "a");
  add("c", "a", "-- depends_on: b\n");
  EXPECT_EQ(run("merge heads --rev-id m").out, "created m/versions/m_merge_b_and_c.sql\n");
}

TEST_F(Authoring, MergeRefusesARevisionAndItsAncestor) {
  add("a", "none");
  add("b", "a");
  add("c", "b");
  expect_refused("merge c a --splice", 2, "error: \"c\" descends from \"a\"; there is nothing to merge\n");
}

TEST_F(Authoring, MergeOfARevisionThatIsNoHeadNeedsSplice) {
  add("a", "none");
  add("b", "a");
  add("c", "a");
  add("c2", "c");
  expect_refused("merge b c", 2,
                 "error: \"c\" is not a head: c2 follows it; --splice begins another branch there\n");
  EXPECT_EQ(run("merge b c --splice --quiet --rev-id m").out, "created m/versions/m_merge_b_and_c.sql\n");
}

// rebase

TEST_F(Authoring, RebaseMovesALineAndChangesOneValue) {
  add("a", "none");
  add("b", "a");
  write("versions/c.sql",
        "-- revision: c\r\n-- down_revision: a \r\n-- message: \xC3\xA4\r\n\r\n-- migrate: upgrade\r\n"
        "-- migrate: downgrade");
  add("c2", "c");
  EXPECT_EQ(run("rebase c2 --onto b"),
            (Outcome{0, "m/versions/c.sql: down_revision a -> b\n",
                     "note: a database that has run c no longer fits this chain; downgrade it to a with the "
                     "file as it was\n"}));
  EXPECT_EQ(read("versions/c.sql"),
            "-- revision: c\r\n-- down_revision: b \r\n-- message: \xC3\xA4\r\n\r\n-- migrate: upgrade\r\n"
            "-- migrate: downgrade");
  EXPECT_EQ(run("check").out,
            "m: 4 revisions, head c2; the chain is valid\nsqlite: 4 of 4 revisions proven\n");
}

TEST_F(Authoring, RebaseToldAgainHasNothingToDo) {
  add("a", "none");
  add("b", "a");
  expect_refused("rebase b --onto nosuch", 2, "error: there is no revision or branch label \"nosuch\"\n");
  EXPECT_EQ(run("rebase b --onto a"),
            (Outcome{0, "m/versions/b.sql: down_revision is a; nothing to do\n", ""}));
}

TEST_F(Authoring, RebasePrintsJson) {
  add("a", "none");
  add("b", "none");
  EXPECT_EQ(run("rebase b --onto a --format json --quiet"),
            (Outcome{0,
                     R"({"revision":"b","file":"m/versions/b.sql","before":"none","after":"a"})"
                     "\n",
                     ""}));
}

TEST_F(Authoring, RebaseLeavesReleasedRevisionsWhereTheyAre) {
  add("a", "none");
  add("b", "a");
  EXPECT_EQ(run("lock").code, 0);
  add("c", "a");
  expect_refused(
      "rebase b --onto c", 2,
      "error: \"b\" is locked: it was released, and must stay where it is; move the other line, or "
      "merge: migc --dir m merge\n");
  EXPECT_EQ(run("rebase c --onto b --quiet").out, "m/versions/c.sql: down_revision a -> b\n");
}

TEST_F(Authoring, RebaseRefusesACycleThroughDependencies) {
  add("a", "none");
  add("b", "a", "-- depends_on: c\n");
  add("c", "a");
  expect_refused("rebase c --onto b", 3,
                 "m/versions/b.sql:3: error: cycle: b -> c -> b\n"
                 "  3 | -- depends_on: c\n"
                 "error: 1 mistake; nothing was written\n");
}

// edit

TEST_F(Authoring, EditOpensTheFileInTheEditorThatIsChosen) {
  add("a", "none");
  add("b", "a");
  EXPECT_EQ(run_with("VISUAL='echo visual' EDITOR=false", "edit head"),
            (Outcome{0, "visual m/versions/b.sql\n", ""}));
  EXPECT_EQ(run_with("VISUAL= EDITOR='echo editor'", "edit b-1"),
            (Outcome{0, "editor m/versions/a.sql\n", ""}));
}

TEST_F(Authoring, EditReportsTheMistakesThatItFinds) {
  add("a", "none");
  EXPECT_EQ(run_with("VISUAL='sed -i s/upgrade/upgrad/'", "edit a"),
            (Outcome{3, "",
                     "m/versions/a.sql:4:13: error: unknown marker \"upgrad\"; did you mean \"upgrade\"?\n"
                     "  4 | -- migrate: upgrad\n"
                     "    |             ^\n"
                     "error: 1 mistake; the chain is not valid\n"}));
  EXPECT_NE(read("versions/a.sql").find("upgrad\n"), std::string::npos);
}

TEST_F(Authoring, EditFindsAWholeIdInAChainThatIsBroken) {
  add("a", "none");
  add("b", "nosuch");
  EXPECT_EQ(run_with("VISUAL='sed -i s/nosuch/a/'", "edit b"), (Outcome{0, "", ""}));
  add("b", "nosuch");
  expect_refused("edit head", 3,
                 "m/versions/b.sql:2: error: down_revision \"nosuch\" does not exist\n"
                 "  2 | -- down_revision: nosuch\n"
                 "error: 1 mistake; only the whole id of a revision can be edited until then\n");
}

TEST_F(Authoring, EditSaysThatTheEditorFailed) {
  add("a", "none");
  EXPECT_EQ(
      run_with("VISUAL= EDITOR='exit 4;'", "edit a"),
      (Outcome{7, "",
               "error: the editor \"exit 4;\" ended with exit code 4; m/versions/a.sql is as it left it. "
               "The variables VISUAL and EDITOR choose another one\n"}));
}

TEST_F(Authoring, EditIsOfOneRevision) {
  add("a", "none");
  expect_refused("edit base", 2, "error: \"base\" is not a revision, but the state before the first\n");
  expect_refused("edit -- -1", 2,
                 "error: \"-1\" counts from the rows of a database; write REVISION-1 instead\n");
}

}  // namespace
}  // namespace migrate::migc
