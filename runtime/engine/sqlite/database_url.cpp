#include "engine/sqlite/database_url.h"

#include <optional>

#include "core/text/percent.h"
#include "migrate/error.h"

namespace migrate::core {

namespace {

Error bad_url(std::string message) {
  return Error(ErrorKind::usage, std::move(message));
}

}  // namespace

std::string sqlite_location(std::string_view url) {
  const std::string_view rest = url.substr(url.find("://") + 3);
  if (rest.empty() || rest == ":memory:" || rest == "/:memory:")
    throw bad_url("a SQLite database in memory is gone when the command ends; name a file: sqlite:///FILE");
  if (!rest.starts_with('/'))
    throw bad_url("a SQLite URL names no host; write three slashes before the file: sqlite:///FILE");
  if (rest.find('?') != std::string_view::npos)
    throw bad_url("a SQLite URL takes no parameters; write %3F for a question mark in the file's name");
  const std::optional<std::string> path = percent_decoded(rest.substr(1));
  if (!path)
    throw bad_url("a % in a URL is followed by two hexadecimal digits; write %25 for a percent sign");
  if (path->empty() || path->find('\0') != std::string::npos)
    throw bad_url("the SQLite URL names no file; write sqlite:///FILE");
  return *path;
}

}  // namespace migrate::core
