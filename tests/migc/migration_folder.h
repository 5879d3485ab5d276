#pragma once

// The vocabulary of tests that need a migrations folder: revisions of one line each.

#include <string>
#include <string_view>

#include "support/temporary_folder.h"

namespace migrate::testing {

class MigrationFolder {
 public:
  const std::string& dir() const noexcept { return folder_.path(); }
  void write(std::string_view name, std::string_view bytes) const { folder_.write(name, bytes); }

  // Writes versions/ID.sql; `lines` are more lines of the header, each with its end.
  const MigrationFolder& revision(const std::string& id, const std::string& parents = "none",
                                  const std::string& lines = "", const std::string& body = "") const {
    write("versions/" + id + ".sql",
          "-- revision: " + id + "\n-- down_revision: " + parents + "\n" + lines + "\n" + body);
    return *this;
  }

  // A report with the folder's path as D.
  std::string shortened(std::string report) const {
    for (std::size_t at = report.find(dir()); at != std::string::npos; at = report.find(dir()))
      report.replace(at, dir().size(), "D");
    return report;
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace migrate::testing
