#pragma once

// Expressions that PostgreSQL prints in words which it reads as another expression. What is created by those
// words would differ from what they were printed of.

#include <string>

namespace migrate::migc {

// With "name IN ('a', 'b')" for "name::text = ANY (ARRAY['a'::character varying, 'b'::character
// varying]::text[])", of which each value would become a text by itself.
[[nodiscard]] std::string spelled_stably(const std::string& sql);

}  // namespace migrate::migc
