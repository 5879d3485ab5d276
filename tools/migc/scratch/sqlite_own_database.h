#pragma once

// What can go wrong with a database that migc makes for itself says nothing of the chain: it is the memory,
// the disk, or the folder for temporary files.

#include <SQLiteCpp/Exception.h>

#include "migrate/error.h"

namespace migrate::migc {

// Whether it is a lack of memory, a full disk, or a failing one, by SQLite's code and by the code in an
// error.
[[nodiscard]] bool is_of_machine(int code) noexcept;
[[nodiscard]] bool is_of_machine(const Error& error);

[[nodiscard]] Error own_database_failure(const SQLite::Exception& exception);

// Runs `work`, which opens or copies such a database. Throws what own_database_failure() makes of a failure.
template <typename Work>
auto in_own_database(const Work& work) {
  try {
    return work();
  } catch (const SQLite::Exception& exception) {
    throw own_database_failure(exception);
  }
}

}  // namespace migrate::migc
