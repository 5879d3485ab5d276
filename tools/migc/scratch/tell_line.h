#pragma once

#include <functional>
#include <string>

namespace migrate::migc {

// Tells the user something while the proof is running, as a line without its end. May be empty.
using TellLine = std::function<void(const std::string& line)>;

}  // namespace migrate::migc
