#pragma once

// Entity diagrams of a schema.

#include <string>

#include "migc/catalogue/entities.h"

namespace migrate::migc {

// Mermaid's language, which Markdown pages show.
[[nodiscard]] std::string mermaid_diagram(const Entities& entities);
// For a browser, by itself.
[[nodiscard]] std::string svg_diagram(const Entities& entities);

}  // namespace migrate::migc
