#include "cli/invocation.h"

namespace migrate::cli {

void CommonOptions::declare(OptionSet& options) {
  options.choice("--format", format, "FORMAT", "How results are printed: text (the default) or json",
                 {{"json", Format::json}, {"text", Format::text}});
  options.flag("-q,--quiet", quiet, "Print results and errors only");
  options.choice(
      "--color", color, "WHEN", "auto (on a terminal; the default), always or never",
      {{"always", ColorMode::always}, {"auto", ColorMode::automatic}, {"never", ColorMode::never}});
}

}  // namespace migrate::cli
