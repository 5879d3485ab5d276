#include <stdlib.h>
#include <time.h>

#include "platform/environment.h"
#include "platform/time_zone.h"

namespace migrate::platform {

namespace {

// Nothing, as an empty text: not set.
void set_zone(const std::optional<std::string>& zone) {
  ::_putenv_s("TZ", zone.value_or("").c_str());
  ::_tzset();
}

}  // namespace

ScopedTimeZone::ScopedTimeZone(const std::string& zone) : before_(environment_variable("TZ")) {
  set_zone(zone);
}

ScopedTimeZone::~ScopedTimeZone() {
  set_zone(before_);
}

}  // namespace migrate::platform
