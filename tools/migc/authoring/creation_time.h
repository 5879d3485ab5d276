#pragma once

// The moment that a new revision is said to be written at, in UTC.

#include <cstdint>
#include <string>

namespace migrate::migc {

struct CreationTime {
  std::int64_t epoch = 0;  // seconds since 1970
  int year = 1970;
  unsigned month = 1;
  unsigned day = 1;
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
};

// REQUIRES: 0 <= epoch, and the year has four digits.
[[nodiscard]] CreationTime to_creation_time(std::int64_t epoch);

// Now, or what SOURCE_DATE_EPOCH says. Throws migrate::Error (usage) when that variable is not a time.
[[nodiscard]] CreationTime current_creation_time();

// As `create_date` has it: 2026-11-20T13:24:09Z.
[[nodiscard]] std::string to_create_date(const CreationTime& time);

}  // namespace migrate::migc
