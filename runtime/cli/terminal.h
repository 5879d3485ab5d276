#pragma once

// Where output goes, how wide it is, and whether it may be coloured.

#include <cstddef>

namespace migrate::cli {

struct Invocation;

// Coloured: --color always, or a terminal that wants colours. NO_COLOR is honoured (no-color.org).
[[nodiscard]] bool use_color(const Invocation& invocation);
// The same for results, which go to standard output.
[[nodiscard]] bool use_color_in_results(const Invocation& invocation);

// How many columns fit in a line of standard error, or of help on standard output: those of the terminal, as
// it says or as COLUMNS says, and a usual number without a terminal.
[[nodiscard]] std::size_t progress_width();
[[nodiscard]] std::size_t help_width();

}  // namespace migrate::cli
