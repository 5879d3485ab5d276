#pragma once

#include <string>

namespace migrate::migc {

// Opens the file in $VISUAL, else in $EDITOR, else in vi, and waits. Like other tools, it has a shell read
// the variable, which may hold arguments. Throws migrate::Error (unavailable) when the editor fails.
void edit_file(const std::string& path);

}  // namespace migrate::migc
