// `migc derive` as a person runs it.

#include <gtest/gtest.h>

#include "migc/run_program.h"

namespace migrate::migc {
namespace {

using testing::Outcome;
using testing::TemporaryFolder;

class DeriveCommand : public ::testing::Test {
 protected:
  DeriveCommand() {
    write("a", "none", "-- migrate: upgrade\nCREATE TABLE t (x);\n");
    write("b", "a", "-- migrate: upgrade\nCREATE INDEX ix ON t (x);\n");
  }

  void write(const std::string& id, const std::string& parent, const std::string& body,
             const std::string& lines = "") {
    folder_.write("m/versions/" + id + ".sql",
                  "-- revision: " + id + "\n-- down_revision: " + parent + "\n" + lines + "\n" + body);
  }
  std::string read(const std::string& id) { return folder_.read("m/versions/" + id + ".sql"); }
  Outcome run(const std::string& arguments) {
    return testing::run_in(folder_, std::string(MIGRATE_MIGC) + " --dir m " + arguments);
  }

  TemporaryFolder folder_;
};

TEST_F(DeriveCommand, WritesWhatCheckMisses) {
  EXPECT_EQ(run("check").err,
            "m/versions/a.sql:1: error: no \"-- migrate: downgrade\" section for sqlite\n"
            "  1 | -- revision: a\n"
            "  write it, or let migc derive it: migc --dir m derive a\n"
            "  or say in the header why there is none: -- irreversible: WHY\n"
            "m/versions/b.sql:1: error: no \"-- migrate: downgrade\" section for sqlite\n"
            "  1 | -- revision: b\n"
            "  write it, or let migc derive it: migc --dir m derive b\n"
            "  or say in the header why there is none: -- irreversible: WHY\n"
            "error: 2 mistakes; the chain is not valid\n");
  EXPECT_EQ(run("derive"), (Outcome{0,
                                    "m/versions/a.sql: wrote the downgrade\n"
                                    "m/versions/b.sql: wrote the downgrade\n",
                                    ""}));
  EXPECT_EQ(read("b"),
            "-- revision: b\n-- down_revision: a\n\n-- migrate: upgrade\nCREATE INDEX ix ON t (x);\n\n"
            "-- migrate: downgrade\nDROP INDEX ix;\n");
  EXPECT_EQ(run("check").code, 0);
  EXPECT_EQ(run("derive"), (Outcome{0, "", "m: no revision lacks a downgrade; nothing to do\n"}));
}

TEST_F(DeriveCommand, WritesOneThatIsNamed) {
  EXPECT_EQ(run("derive head --format json"),
            (Outcome{0,
                     "{\"revision\":\"b\",\"file\":\"m/versions/b.sql\",\"written\":true,"
                     "\"sections\":\"-- migrate: downgrade\\nDROP INDEX ix;\\n\"}\n",
                     ""}));
  EXPECT_EQ(read("a").find("downgrade"), std::string::npos);
}

TEST_F(DeriveCommand, PrintsWithoutWriting) {
  const std::string before = read("a") + read("b");
  EXPECT_EQ(run("derive b --print"), (Outcome{0, "-- migrate: downgrade\nDROP INDEX ix;\n", ""}));
  EXPECT_EQ(run("derive --print"), (Outcome{0,
                                            "-- m/versions/a.sql\n-- migrate: downgrade\nDROP TABLE t;\n"
                                            "-- m/versions/b.sql\n-- migrate: downgrade\nDROP INDEX ix;\n",
                                            ""}));
  EXPECT_EQ(read("a") + read("b"), before);
}

TEST_F(DeriveCommand, SaysWhatToWriteWhereItCannot) {
  write("c", "b", "-- migrate: upgrade\nSELECT 1;\nDROP TABLE t;\n");
  const std::string before = read("c");
  EXPECT_EQ(
      run("derive"),
      (Outcome{
          3,
          "m/versions/a.sql: wrote the downgrade\n"
          "m/versions/b.sql: wrote the downgrade\n",
          "m/versions/c.sql:6: error: sqlite: no downgrade can be derived: the upgrade drops table t,"
          " whose rows cannot be restored\n"
          "  6 | DROP TABLE t;\n"
          "  write the \"-- migrate: downgrade\" section by hand; where it loses rows, with -- lossy: WHY"
          " in the header\n"
          "  or say in the header that there is none: -- irreversible: WHY\n"
          "error: 1 mistake; for these, nothing was written\n"}));
  EXPECT_EQ(read("c"), before);
}

TEST_F(DeriveCommand, WritesForAllDialectsOrForNone) {
  folder_.write("m/migrate.yaml", "dialects: sqlite, postgres\n");
  const std::string before = read("a") + read("b");
  const std::string nowhere = "MIGRATE_VERIFY_POSTGRES_URL=postgresql://127.0.0.1:1/nothing ";
  EXPECT_EQ(testing::run_in(folder_, nowhere + MIGRATE_MIGC + " --dir m derive").code, 7);
  EXPECT_EQ(read("a") + read("b"), before);
}

TEST_F(DeriveCommand, OverwritesNothing) {
  write("b", "a", "-- migrate: upgrade\nSELECT 1;\n-- migrate: downgrade\n-- nothing to undo\n");
  EXPECT_EQ(run("derive b"),
            (Outcome{2, "",
                     "error: \"b\" has a downgrade section, which is never overwritten; delete it first\n"}));
  write("b", "a", "-- migrate: upgrade\nSELECT 1;\n", "-- irreversible: so\n");
  EXPECT_EQ(
      run("derive b"),
      (Outcome{2, "", "error: \"b\" says that it is irreversible; delete that line of its header first\n"}));
  folder_.write("m/versions/c.yaml", "revision: c\ndown_revision: b\n\nupgrade: []\n");
  EXPECT_EQ(
      run("derive c"),
      (Outcome{2, "",
               "error: \"c\" is a YAML revision; its downgrade is derived with \"downgrade: auto\"\n"}));
}

TEST_F(DeriveCommand, ALockedRevisionStaysAsItIs) {
  EXPECT_EQ(run("lock").code, 0);
  const std::string before = read("a") + read("b");
  EXPECT_EQ(run("derive b"),
            (Outcome{3, "",
                     "m/versions/b.sql:1: error: locked revision \"b\" must not be edited\n"
                     "  1 | -- revision: b\n"
                     "  where it is meant, add to the file what this prints: migc --dir m derive b"
                     " --print\n"
                     "  and then: migc --dir m lock --accept b\n"
                     "error: 1 mistake; for these, nothing was written\n"}));
  EXPECT_EQ(read("a") + read("b"), before);
  EXPECT_EQ(run("derive b --print").out, "-- migrate: downgrade\nDROP INDEX ix;\n");
}

}  // namespace
}  // namespace migrate::migc
