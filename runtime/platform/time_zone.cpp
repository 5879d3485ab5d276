#include "platform/time_zone.h"

#include <stdlib.h>
#include <time.h>

#include "platform/environment.h"

namespace migrate::platform {

namespace {

// Nothing: not set.
void set_zone(const std::optional<std::string>& zone) {
  if (zone)
    ::setenv("TZ", zone->c_str(), 1);
  else
    ::unsetenv("TZ");
  ::tzset();
}

}  // namespace

ScopedTimeZone::ScopedTimeZone(const std::string& zone) : before_(environment_variable("TZ")) {
  set_zone(zone);
}

ScopedTimeZone::~ScopedTimeZone() {
  set_zone(before_);
}

}  // namespace migrate::platform
