#include "platform/time_zone.h"

#include <stdlib.h>
#include <time.h>

#include "platform/environment.h"

namespace migrate::platform {

namespace {

// Nothing: not set.
void set_zone(const std::optional<std::string>& zone) {
#if defined(_WIN32)
  ::_putenv_s("TZ", zone.value_or("").c_str());
  ::_tzset();
#else
  if (zone)
    ::setenv("TZ", zone->c_str(), 1);
  else
    ::unsetenv("TZ");
  ::tzset();
#endif
}

}  // namespace

ScopedTimeZone::ScopedTimeZone(const std::string& zone) : before_(environment_variable("TZ")) {
  set_zone(zone);
}

ScopedTimeZone::~ScopedTimeZone() {
  set_zone(before_);
}

}  // namespace migrate::platform
