#pragma once

// Files that migc writes: whole or not at all, and untouched when they would not change.

#include <string>
#include <string_view>

namespace migrate::migc {

// Writes beside the file and renames. The time stamp of a file that already has these bytes stays as it is,
// so that nothing is compiled again. Throws migrate::Error (unavailable) when that cannot be done.
void write_if_different(const std::string& path, std::string_view bytes);

// For a file that must not exist yet: throws likewise when it does.
void write_new(const std::string& path, std::string_view bytes);

// As the first, but the time stamp always moves: this is how a build tool learns that the work was done.
void write_stamp(const std::string& path);

}  // namespace migrate::migc
