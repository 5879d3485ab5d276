#include "migc/folder/url_setting.h"

#include <gtest/gtest.h>

#include "migrate/error.h"

namespace migrate::migc {
namespace {

TEST(UrlSetting, NamesAVariable) {
  const std::pair<const char*, UrlVariable> cases[] = {
      {"$SHOP_URL", {"SHOP_URL", std::nullopt}},
      {"${SHOP_URL}", {"SHOP_URL", std::nullopt}},
      {"${_a1:-sqlite:///local.db}", {"_a1", "sqlite:///local.db"}},
      {"${URL:-postgresql://u:a}b@h/d?x=:-y}", {"URL", "postgresql://u:a}b@h/d?x=:-y"}},
      {"${URL:-}", {"URL", ""}},
  };
  for (const auto& [value, variable] : cases) EXPECT_EQ(parse_url_variable(value), variable) << value;
}

TEST(UrlSetting, RefusesWhatNamesNone) {
  for (const char* value : {"$", "${}", "${URL", "$URL}", "$1", "${A B}", "${URL-x}", "$A:-b", "${:-b}"})
    try {
      static_cast<void>(parse_url_variable(value));
      ADD_FAILURE() << value;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::bad_input);
      EXPECT_STREQ(error.what(),
                   "migrate.yaml: \"url\" begins with \"$\", but names no variable; write $NAME, ${NAME} or"
                   " ${NAME:-DEFAULT}");
    }
}

}  // namespace
}  // namespace migrate::migc
