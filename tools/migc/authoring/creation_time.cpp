#include "migc/authoring/creation_time.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>

#include "migrate/error.h"
#include "platform/environment.h"

namespace migrate::migc {

namespace {

constexpr std::int64_t end_of_year_9999 = 253402300799;

std::int64_t parse_epoch(std::string_view text) {
  std::int64_t epoch = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), epoch);
  if (error == std::errc() && end == text.data() + text.size() && 0 <= epoch && epoch <= end_of_year_9999)
    return epoch;
  throw Error(ErrorKind::usage,
              fmt::format("SOURCE_DATE_EPOCH is \"{}\": write a number of seconds since 1970", text));
}

}  // namespace

CreationTime to_creation_time(std::int64_t epoch) {
  const std::chrono::sys_seconds time{std::chrono::seconds(epoch)};
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date = midnight;
  const std::chrono::hh_mm_ss clock(time - midnight);
  return {.epoch = epoch,
          .year = static_cast<int>(date.year()),
          .month = static_cast<unsigned>(date.month()),
          .day = static_cast<unsigned>(date.day()),
          .hour = static_cast<unsigned>(clock.hours().count()),
          .minute = static_cast<unsigned>(clock.minutes().count()),
          .second = static_cast<unsigned>(clock.seconds().count())};
}

CreationTime current_creation_time() {
  const std::optional<std::string> fixed = platform::environment_variable("SOURCE_DATE_EPOCH");
  const auto now = std::chrono::system_clock::now();
  return to_creation_time(fixed ? parse_epoch(*fixed) : std::chrono::system_clock::to_time_t(now));
}

std::string to_create_date(const CreationTime& time) {
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", time.year, time.month, time.day, time.hour,
                     time.minute, time.second);
}

}  // namespace migrate::migc
