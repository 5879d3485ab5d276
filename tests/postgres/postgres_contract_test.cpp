// The contract on a real server, by TCP and by a socket, and on a connection of the program's.

#include "postgres/postgres_database.h"

namespace migrate::testing {

namespace {

class PostgresBySocket : public ServerDatabase {
 public:
  std::unique_ptr<Connection> connect() override {
    return std::make_unique<PostgresConnection>(postgres_server().url_by_socket(name()));
  }
};

class PostgresByHandle : public ServerDatabase {
 public:
  std::unique_ptr<Connection> connect() override {
    programs_.push_back(std::make_unique<pqxx::connection>(url()));
    return std::make_unique<PostgresConnection>(*programs_.back());
  }

 private:
  std::vector<std::unique_ptr<pqxx::connection>> programs_;
};

template <typename Kind>
std::unique_ptr<TestDatabase> make() {
  return std::make_unique<Kind>();
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Postgres, Contract,
                         ::testing::Values(Engine{"ByTcp", Dialect::postgres, &make<ServerDatabase>},
                                           Engine{"BySocket", Dialect::postgres, &make<PostgresBySocket>},
                                           Engine{"ByHandle", Dialect::postgres, &make<PostgresByHandle>}),
                         &engine_name);

}  // namespace migrate::testing
