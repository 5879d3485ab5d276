#pragma once

// One server of PostgreSQL on a data folder of its own, with no other way to reach it than a socket in that
// folder. Nothing in it has to survive a loss of power, so it never waits for a disk.

#include <string>

#include "platform/child_process.h"
#include "platform/server_folder.h"

namespace migrate::migc {

// What every server of a cluster has in common.
struct InstancePlace {
  std::string binaries;
  platform::Account account;
  const platform::ServerFolder& folder;
};

class PostgresInstance {
 public:
  // `name`: of the data folder.
  PostgresInstance(const InstancePlace& place, std::string name);
  PostgresInstance(const PostgresInstance&) = delete;
  PostgresInstance& operator=(const PostgresInstance&) = delete;
  ~PostgresInstance() { stop(); }

  [[nodiscard]] bool has_data() const;
  // Replaces the data by that of a new server, or of another one that is stopped. Each throws migrate::Error
  // (`unavailable`) with the program's own words.
  void make_data();
  void copy_data(const PostgresInstance& stopped);
  void start();

  void stop() noexcept;
  void remove_data() noexcept;

  // Of its database "postgres", as its superuser.
  [[nodiscard]] std::string url() const;

 private:
  [[nodiscard]] std::string data() const { return place_.folder.path() + '/' + name_; }
  [[nodiscard]] std::string log() const { return data() + ".log"; }
  void give_name() const;
  void run(std::vector<std::string> command) const;
  [[nodiscard]] bool answers() const;

  const InstancePlace& place_;
  std::string name_;
  platform::ChildProcess process_;
};

}  // namespace migrate::migc
