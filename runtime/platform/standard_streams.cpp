#include "platform/standard_streams.h"

namespace migrate::platform {

struct StandardStreams::Changed {};

StandardStreams::StandardStreams() = default;

StandardStreams::~StandardStreams() = default;

}  // namespace migrate::platform
