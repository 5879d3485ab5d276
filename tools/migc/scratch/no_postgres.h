#pragma once

// What a migc that is built without libpqxx says where it would need PostgreSQL.

#include "migrate/error.h"

namespace migrate::migc {

[[noreturn]] inline void refuse_postgres() {
  throw Error(ErrorKind::unavailable,
              "this migc was built without PostgreSQL. Install libpqxx (Debian, Ubuntu: apt install"
              " libpqxx-dev) and build it again");
}

}  // namespace migrate::migc
