// How many messages a program sends that starts at head: each costs it a round trip.

#include <atomic>

#include "postgres/postgres_database.h"
#include "postgres/server.h"
#include "support/cutting_proxy.h"

namespace migrate::testing {
namespace {

class PostgresRoundTrips : public Postgres {
 protected:
  // Of queries, beyond those that open the connection.
  template <typename Work>
  int messages_of(const Work& work) {
    static_cast<void>(postgres::Server(proxy_.url(database_.name()), nullptr));
    const int for_the_connection = messages_.exchange(0);
    PostgresConnection connection(proxy_.url(database_.name()));
    work(connection);
    return messages_ - for_the_connection;
  }

  std::atomic<int> messages_ = 0;
  CuttingProxy proxy_{postgres_server().port(), [this](std::string_view message) {
                        if (message.starts_with('Q')) ++messages_;
                        return Fate::pass;
                      }};
};

TEST_F(PostgresRoundTrips, AtHeadAreTwo) {
  up(two_tables());
  EXPECT_EQ(messages_of([](Connection& connection) { upgrade(connection, two_tables()); }), 2);
}

}  // namespace
}  // namespace migrate::testing
