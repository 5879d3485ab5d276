#pragma once

// Where output goes, and whether it may be coloured.

namespace migrate::cli {

struct Session;

// Coloured: --color always, or a terminal that wants colours. NO_COLOR is honoured (no-color.org).
[[nodiscard]] bool use_color(const Session& session);

[[nodiscard]] bool stderr_is_terminal();

}  // namespace migrate::cli
