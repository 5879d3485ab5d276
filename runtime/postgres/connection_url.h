#pragma once

#include <chrono>
#include <string>

namespace migrate::postgres {

// The URL with what every connection of ours asks of libpq. What the URL says itself stays. Throws
// migrate::Error (`usage`) when it is not a URL of PostgreSQL's.
[[nodiscard]] std::string with_defaults(const std::string& url, const std::string& application_name,
                                        std::chrono::milliseconds connect_timeout);

// The same, but for a name, of what a program has connected with: a URL, or keywords and values.
[[nodiscard]] std::string reconnecting(const std::string& connection_string,
                                       std::chrono::milliseconds connect_timeout);

// Takes the password out of the URL and returns it, decoded; empty where it has none. For a program that gets
// the URL on its command line, which other users can see.
[[nodiscard]] std::string take_password(std::string& url);

// The URL with another database.
[[nodiscard]] std::string with_database(const std::string& url, const std::string& database);

}  // namespace migrate::postgres
