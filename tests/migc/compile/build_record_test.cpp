// What `compile --record` notices, and what it lets pass.

#include "migc/compile/build_record.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "migc/run_program.h"

namespace migrate::migc {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view base =
    "-- revision: a\n-- down_revision: none\n\n"
    "-- migrate: upgrade\nCREATE TABLE a (x);\n-- migrate: downgrade\nDROP TABLE a;\n";
constexpr std::string_view next =
    "-- revision: b\n-- down_revision: a\n\n"
    "-- migrate: upgrade\n-- migrate: call fill\n-- migrate: downgrade\n-- migrate: call empty\n";

class TestedBuildRecord : public ::testing::Test {
 protected:
  TestedBuildRecord() {
    folder_.write("m/versions/a.sql", base);
    compile();
  }

  testing::Outcome compile(const std::string& name = "inventory") {
    return testing::run_in(folder_, std::string(MIGRATE_MIGC) +
                                        " compile --dir m --record out/record --output out/revisions.cpp"
                                        " --chain-header out/chain.h --steps-header out/steps.h --name " +
                                        name);
  }
  std::string made() const { return folder_.read("out/chain.h"); }

  // Gives a file the bytes, and the times of modification of itself and its folder that were there before.
  void write_with_old_times(const std::string& name, std::string_view bytes) {
    const fs::path path = folder_.file(name);
    const fs::file_time_type of_folder = fs::last_write_time(path.parent_path());
    const fs::file_time_type of_file =
        fs::exists(path) ? fs::last_write_time(path) : of_folder - std::chrono::hours(24);
    folder_.write(name, bytes);
    fs::last_write_time(path, of_file);
    fs::last_write_time(path.parent_path(), of_folder);
  }

  testing::TemporaryFolder folder_;
};

TEST_F(TestedBuildRecord, LetsWhatWasWrittenBeWhenNothingHasChanged) {
  const fs::file_time_type before = fs::last_write_time(folder_.file("out/revisions.cpp"));
  EXPECT_EQ(compile(), (testing::Outcome{0, "", ""}));
  EXPECT_EQ(fs::last_write_time(folder_.file("out/revisions.cpp")), before);
}

TEST_F(TestedBuildRecord, SeesANewRevisionWithOldTimes) {
  write_with_old_times("m/versions/b.sql", next);
  EXPECT_EQ(compile().code, 0);
  EXPECT_NE(made().find("head = \"b\""), std::string::npos);
  EXPECT_NE(folder_.read("out/steps.h")
                .find("void empty(migrate::StepContext& context);\n"
                      "void fill(migrate::StepContext& context);\n"),
            std::string::npos);
}

TEST_F(TestedBuildRecord, SeesARevisionThatIsGoneFromAFolderWithItsOldTime) {
  write_with_old_times("m/versions/b.sql", next);
  compile();
  const fs::file_time_type before = fs::last_write_time(folder_.file("m/versions"));
  fs::remove(folder_.file("m/versions/b.sql"));
  fs::last_write_time(folder_.file("m/versions"), before);
  EXPECT_EQ(compile().code, 0);
  EXPECT_NE(made().find("head = \"a\""), std::string::npos);
}

TEST_F(TestedBuildRecord, SeesAnEditOfTheSameSizeWithTheOldTime) {
  const std::string before = made();
  std::string edited(base);
  edited.replace(edited.find("(x)"), 3, "(y)");
  write_with_old_times("m/versions/a.sql", edited);
  EXPECT_EQ(compile().code, 0);
  EXPECT_NE(made(), before);
}

TEST_F(TestedBuildRecord, SeesSettingsThatComeAndGo) {
  const std::string before = folder_.read("out/revisions.cpp");
  write_with_old_times("m/migrate.yaml", "version_table: other\n");
  compile();
  EXPECT_NE(folder_.read("out/revisions.cpp"), before);
  fs::remove(folder_.file("m/migrate.yaml"));
  compile();
  EXPECT_EQ(folder_.read("out/revisions.cpp"), before);
}

TEST_F(TestedBuildRecord, MakesAgainWhatWasDeletedOrEdited) {
  const std::string before = folder_.read("out/revisions.cpp");
  folder_.write("out/revisions.cpp", before + "// by hand\n");
  fs::remove(folder_.file("out/chain.h"));
  fs::remove(folder_.file("out/steps.h"));
  EXPECT_EQ(compile().code, 0);
  EXPECT_EQ(folder_.read("out/revisions.cpp"), before);
  EXPECT_TRUE(fs::exists(folder_.file("out/chain.h")));
  EXPECT_TRUE(fs::exists(folder_.file("out/steps.h")));
}

TEST_F(TestedBuildRecord, ProvesNothingForAnotherRequest) {
  EXPECT_EQ(compile("other").code, 0);
  EXPECT_NE(made().find("namespace other"), std::string::npos);
}

TEST_F(TestedBuildRecord, IsNoExcuseForAMistake) {
  write_with_old_times("m/versions/b.sql", "-- revision: b\n-- down_revision: nosuch\n\n");
  EXPECT_EQ(compile().code, 3);
  EXPECT_EQ(compile().code, 3);
}

TEST_F(TestedBuildRecord, IsNoRecordWhenDamaged) {
  std::string bytes = folder_.read("out/record");
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  folder_.write("out/record", bytes);
  fs::remove(folder_.file("out/chain.h"));
  EXPECT_EQ(compile(), (testing::Outcome{0, "", ""}));
  EXPECT_TRUE(fs::exists(folder_.file("out/chain.h")));
}

constexpr const char* digest_of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

// One file of three bytes, and a record at some time of the clock.
class TestedTimes : public ::testing::Test {
 protected:
  TestedTimes() { folder_.write("file", "abc"); }

  BuildRecord record(std::uint64_t now) { return BuildRecord(folder_.file("record"), "request", now); }
  void save(std::uint64_t now, const std::string& digest = digest_of_abc) {
    record(now).save({}, {{.path = path_, .digest = digest}});
  }
  struct timespec status_change() const {
    struct stat status {};
    ::stat(path_.c_str(), &status);
    return status.st_ctim;
  }

  testing::TemporaryFolder folder_;
  std::string path_ = folder_.file("file");
  std::uint64_t now_ = wall_clock();
  std::uint64_t later_ = now_ + 3'600'000'000'000;
};

TEST_F(TestedTimes, OfAYoungFileProveNothing) {
  save(now_);
  EXPECT_TRUE(record(now_).still_holds());
  folder_.write("file", "abd");
  EXPECT_FALSE(record(now_).still_holds());
}

// A wrong digest shows whether the file was read.
TEST_F(TestedTimes, OfAnOldFileProveThatItIsTheSame) {
  save(later_, "wrong");
  EXPECT_TRUE(record(later_).still_holds());
  save(now_, "wrong");
  EXPECT_FALSE(record(later_).still_holds());
}

TEST_F(TestedTimes, AreLearntWhenAFileHasGrownOld) {
  save(now_);
  EXPECT_TRUE(record(later_).still_holds());
  const std::string learnt = folder_.read("record");
  save(later_);
  EXPECT_EQ(folder_.read("record"), learnt);
}

TEST_F(TestedTimes, CannotAllBeSetBack) {
  save(later_);
  const auto modified = std::filesystem::last_write_time(path_);
  const timespec before = status_change();
  do {
    folder_.write("file", "abd");
    std::filesystem::last_write_time(path_, modified);
  } while (status_change().tv_sec == before.tv_sec && status_change().tv_nsec == before.tv_nsec);
  EXPECT_FALSE(record(later_).still_holds());
}

}  // namespace
}  // namespace migrate::migc
