#include "migc/folder/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

using ::testing::ElementsAre;

struct ReadSettings {
  FolderSettings settings;
  std::string report;
};

ReadSettings read_settings(std::string bytes) {
  Diagnostics diagnostics;
  ReadSettings result;
  result.settings = parse_settings({"D/migrate.yaml", "migrate.yaml", std::move(bytes)}, diagnostics);
  result.report = to_text(diagnostics, Color::no);
  return result;
}

TEST(FolderSettings, HaveDefaults) {
  const FolderSettings settings = read_settings("").settings;
  EXPECT_THAT(settings.versions, ElementsAre("versions"));
  EXPECT_THAT(settings.dialects, ElementsAre(Dialect::sqlite));
  EXPECT_FALSE(settings.allow_multiple_heads);
  EXPECT_EQ(settings.version_table, "migrate_version");
  EXPECT_EQ(settings.file_template, "{id}_{slug}");
  EXPECT_EQ(settings.transaction, TransactionMode::all);
  EXPECT_FALSE(settings.strict_lock);
}

TEST(FolderSettings, AreReadFromPlainLines) {
  const auto [settings, report] = read_settings(
      "# all of them\n\nversions: versions,plugins/billing\ndialects: postgres, sqlite\n"
      "allow_multiple_heads: true\nversion_table: app_version\nschema: app\nversion_schema: meta\n"
      "search_path: app,public\nfile_template: {slug}\nurl: $DATABASE_URL\ntransaction: each\nlock: strict");
  EXPECT_EQ(report, "");
  EXPECT_THAT(settings.versions, ElementsAre("versions", "plugins/billing"));
  EXPECT_THAT(settings.dialects, ElementsAre(Dialect::sqlite, Dialect::postgres));
  EXPECT_TRUE(settings.allow_multiple_heads);
  EXPECT_EQ(settings.version_table, "app_version");
  EXPECT_EQ(settings.schema, "app");
  EXPECT_EQ(settings.version_schema, "meta");
  EXPECT_EQ(settings.search_path, "app, public");
  EXPECT_EQ(settings.file_template, "{slug}");
  EXPECT_EQ(settings.url, "$DATABASE_URL");
  EXPECT_EQ(settings.transaction, TransactionMode::each);
  EXPECT_TRUE(settings.strict_lock);
}

TEST(FolderSettings, NameDatabasesOfEnvironments) {
  const auto [settings, report] =
      read_settings("url.dev: sqlite:///dev.db\nschema.prod-2: shop\nurl: $URL\nurl.prod-2: $PROD_URL\n");
  EXPECT_EQ(report, "");
  EXPECT_EQ(settings.url, "$URL");
  ASSERT_EQ(settings.environments.size(), 2U);
  EXPECT_EQ(settings.environments[0].name, "dev");
  EXPECT_EQ(settings.environments[0].url, "sqlite:///dev.db");
  EXPECT_EQ(settings.environments[0].schema, "");
  EXPECT_EQ(settings.environments[1].name, "prod-2");
  EXPECT_EQ(settings.environments[1].url, "$PROD_URL");
  EXPECT_EQ(settings.environments[1].schema, "shop");
}

TEST(FolderSettings, KeepTheDefaultWhereTheValueIsWrong) {
  const auto [settings, report] = read_settings("versions: versions, /srv\ndialects: postgres\n");
  EXPECT_EQ(report,
            "D/migrate.yaml:1: error: versions \"/srv\": name a folder below this one\n"
            "  1 | versions: versions, /srv\n");
  EXPECT_THAT(settings.versions, ElementsAre("versions"));
  EXPECT_THAT(settings.dialects, ElementsAre(Dialect::postgres));
}

}  // namespace
}  // namespace migrate::migc
