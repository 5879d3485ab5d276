#pragma once

// The form of help, which is another one in each version of the parser of options.

#include <memory>

namespace CLI {
class FormatterBase;
}

namespace migrate::cli {

[[nodiscard]] std::shared_ptr<CLI::FormatterBase> make_help_formatter();

}  // namespace migrate::cli
