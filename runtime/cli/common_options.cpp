#include "cli/invocation.h"

namespace migrate::cli {

void CommonOptions::declare(OptionSet& options) {
  options.choice("--format", format, "FORMAT", "Print results as text or json (default: text)",
                 {{"json", Format::json}, {"text", Format::text}});
  options.flag("-q,--quiet", quiet, "Print results and errors only");
  options.choice(
      "--color", color, "WHEN", "Use color: auto (on a terminal), always or never (default: auto)",
      {{"always", ColorMode::always}, {"auto", ColorMode::automatic}, {"never", ColorMode::never}});
}

}  // namespace migrate::cli
