// The times that history rows have.

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "core/ledger/history.h"

namespace migrate::core {

namespace {

using std::chrono::system_clock;

std::string text_at(std::chrono::year_month_day day, std::chrono::milliseconds later = {}) {
  return utc_text(system_clock::time_point(std::chrono::sys_days(day)) + later);
}

}  // namespace

TEST(HistoryTime, IsWrittenInEveryCentury) {
  using namespace std::chrono_literals;
  EXPECT_EQ(text_at(std::chrono::January / 19 / 2038, 3h + 14min + 8s + 125ms), "2038-01-19T03:14:08.125Z");
  EXPECT_EQ(text_at(std::chrono::February / 7 / 2106, 6h + 28min + 16s), "2106-02-07T06:28:16.000Z");
  EXPECT_EQ(text_at(std::chrono::February / 29 / 2000), "2000-02-29T00:00:00.000Z");
  EXPECT_EQ(text_at(std::chrono::January / 1 / 1970, -1ms), "1969-12-31T23:59:59.999Z");
}

TEST(HistoryTime, DoesNotDependOnTheTimeZone) {
  const char* zone = std::getenv("TZ");
  const std::string before = zone == nullptr ? "" : zone;
  ::setenv("TZ", "Pacific/Kiritimati", 1);
  ::tzset();
  EXPECT_EQ(text_at(std::chrono::November / 21 / 2026), "2026-11-21T00:00:00.000Z");
  if (zone == nullptr)
    ::unsetenv("TZ");
  else
    ::setenv("TZ", before.c_str(), 1);
  ::tzset();
}

}  // namespace migrate::core
