#include "migc/authoring/creation_time.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

#include "migrate/error.h"

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
  CreationTime time{epoch, {}};
  const std::time_t seconds = epoch;
  ::gmtime_r(&seconds, &time.fields);
  return time;
}

CreationTime current_creation_time() {
  const char* fixed = std::getenv("SOURCE_DATE_EPOCH");
  return to_creation_time(fixed == nullptr ? std::time(nullptr) : parse_epoch(fixed));
}

std::string to_create_date(const CreationTime& time) {
  const std::tm& fields = time.fields;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", fields.tm_year + 1900, fields.tm_mon + 1,
                     fields.tm_mday, fields.tm_hour, fields.tm_min, fields.tm_sec);
}

}  // namespace migrate::migc
