// Where foreign tables have their rows from.

#include "migc/catalogue/postgres_query_groups.h"
#include "migc/catalogue/postgres_query_parts.h"

namespace migrate::migc::postgres_query {

void add_foreign_data(int, std::vector<PostgresQuery>& queries) {
  queries.push_back({.kind = ObjectKind::foreign_data_wrapper,
                     .entry = {"pg_foreign_data_wrapper", "w.oid"},
                     .columns = "NULL, quote_ident(w.fdwname), NULL, CASE WHEN w.fdwhandler <> 0 THEN"
                                " w.fdwhandler::regproc END AS handler, CASE WHEN w.fdwvalidator <> 0 THEN"
                                " w.fdwvalidator::regproc END AS validator, " +
                                options("w.fdwoptions") + " AS options, " + role("w.fdwowner") +
                                " AS owner, " + privileges("w.fdwacl", "F", "w.fdwowner") + " AS privileges",
                     .from = "pg_foreign_data_wrapper w"});
  queries.push_back({.kind = ObjectKind::foreign_server,
                     .entry = {"pg_foreign_server", "s.oid"},
                     .columns = "NULL, quote_ident(s.srvname), NULL, quote_ident(w.fdwname) AS wrapper,"
                                " s.srvtype AS type, s.srvversion AS version, " +
                                options("s.srvoptions") + " AS options, " + role("s.srvowner") +
                                " AS owner, " + privileges("s.srvacl", "S", "s.srvowner") + " AS privileges",
                     .from = "pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw"});
  // Passwords may be among the options: the view shows them to those who may see them.
  queries.push_back({.kind = ObjectKind::user_mapping,
                     .entry = {"pg_user_mapping", "m.umid"},
                     .columns = "quote_ident(m.srvname), 'for ' || " + role("m.umuser") + ", NULL, " +
                                options("m.umoptions") + " AS options",
                     .from = "pg_user_mappings m",
                     .probe = "pg_user_mappings WHERE umid"});
}

}  // namespace migrate::migc::postgres_query
