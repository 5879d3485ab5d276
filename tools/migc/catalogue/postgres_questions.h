#pragma once

// A session that asks a PostgreSQL server the same questions again and again. To plan a question about the
// catalogue costs more than to answer it for a few objects, so each is planned once.
//
//     PostgresQuestions questions(url, PostgresQuestions::Plans::kept);
//     questions.ask("SELECT relname FROM pg_class WHERE oid = ANY ($1)", {"{16384,16391}"});

#include <map>
#include <pqxx/result>
#include <string>
#include <vector>

#include "postgres/server.h"

namespace migrate::migc {

class PostgresQuestions {
 public:
  // Whether the session is this one's alone. With a pooler before the server, its plans would meet others.
  enum class Plans : bool { dropped, kept };

  // Connects. Throws migrate::Error (`unavailable`).
  PostgresQuestions(const std::string& url, Plans plans);

  // `values`: of $1, $2 and so on, as texts. The plan that is kept is that of any values.
  pqxx::result ask(const std::string& question, const std::vector<std::string>& values = {});

  [[nodiscard]] postgres::Server& server() noexcept { return server_; }

  // The process of another session: the only one besides this that writes to the database, and the server
  // has been told what it wrote whenever this session asks. 0: there is none.
  void set_writer(int process) noexcept { writer_ = process; }
  [[nodiscard]] int writer() const noexcept { return writer_; }

 private:
  postgres::Server server_;
  Plans plans_;
  std::map<std::string, std::string> names_;  // of the prepared statements, by the question
  int writer_ = 0;
};

}  // namespace migrate::migc
