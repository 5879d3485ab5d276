#pragma once

// Files of a build tree that migc writes for itself. One that is damaged, or that another migc wrote
// (platform/build_id.h), counts as missing.

#include <optional>
#include <string>
#include <string_view>

namespace migrate::migc {

// Whether this migc can tell its own files from those of another one.
[[nodiscard]] bool can_seal() noexcept;

// `kind` tells one sort of these files from the others.
[[nodiscard]] std::optional<std::string> read_sealed(const std::string& path, std::string_view kind);

// A build tree that cannot be written is no reason to fail: only time is lost.
void write_sealed(const std::string& path, std::string_view kind, std::string_view payload) noexcept;

}  // namespace migrate::migc
