#pragma once

// Where scratch databases of PostgreSQL are: on one server together, or each on a server of its own.

#include <memory>
#include <string>
#include <vector>

namespace migrate::migc {

class PostgresPlace {
 public:
  PostgresPlace() = default;
  PostgresPlace(const PostgresPlace&) = delete;
  PostgresPlace& operator=(const PostgresPlace&) = delete;
  // Drops the database, whatever uses it.
  virtual ~PostgresPlace() = default;

  // Of the database. Valid until copy().
  [[nodiscard]] virtual std::string url() const = 0;
  // Makes the database what that of another place is, of the same class. No session uses either.
  virtual void copy(PostgresPlace& other) = 0;
};

// All throw migrate::Error (`unavailable`) for what a server does not do.
class PostgresPlaces {
 public:
  PostgresPlaces() = default;
  PostgresPlaces(const PostgresPlaces&) = delete;
  PostgresPlaces& operator=(const PostgresPlaces&) = delete;
  virtual ~PostgresPlaces() = default;

  // With an empty database. Must not outlive this.
  [[nodiscard]] virtual std::unique_ptr<PostgresPlace> make() = 0;
  // Of the server: "15.20".
  [[nodiscard]] virtual const std::string& version() const noexcept = 0;
  // What else of the server can change what a run does.
  [[nodiscard]] virtual std::string identity() = 0;
  // The names of those that CREATE EXTENSION finds.
  [[nodiscard]] virtual std::vector<std::string> extensions() { return {}; }
  // Whether others run the server, where not every role may do everything.
  [[nodiscard]] virtual bool is_of_others() const noexcept { return false; }
  // Where its data is; empty where that is not known.
  [[nodiscard]] virtual std::string data_folder() const = 0;
  // Whether its data may be damaged, because it is kept from one proof to the next.
  [[nodiscard]] virtual bool is_kept() const noexcept = 0;

  // Databases that outlive the server, as ScratchEngine has them. No session uses the place.
  virtual std::string keep(const std::string& /*name*/, PostgresPlace& /*place*/) { return {}; }
  [[nodiscard]] virtual std::unique_ptr<PostgresPlace> restore(const std::string& /*name*/,
                                                               const std::string& /*seal*/) {
    return nullptr;
  }
  virtual void drop_all_but(const std::vector<std::string>& /*names*/) {}
};

}  // namespace migrate::migc
