#pragma once

// What must be right about the bytes of a revision file before its lines are read: it is UTF-8 text, and
// its header ends in time.

#include <cstddef>
#include <optional>

#include "migc/folder/diagnostics.h"
#include "migc/folder/source_file.h"

namespace migrate::migc {

struct HeaderBytes {
  std::size_t begin;  // the header's first byte, after a byte order mark
  std::size_t end;    // the byte after the empty line
  bool body_is_text;
};

// Reports what is wrong. Nothing: the header cannot be read. A mistake after the header does not prevent
// that.
[[nodiscard]] std::optional<HeaderBytes> find_header(const SourceFile& file, Diagnostics& diagnostics);

}  // namespace migrate::migc
