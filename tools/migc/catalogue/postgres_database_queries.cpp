// What belongs to no table, type or routine: the database itself, schemas, extensions, languages, event
// triggers, publications and default privileges.

#include "migc/catalogue/postgres_query_groups.h"
#include "migc/catalogue/postgres_query_parts.h"

namespace migrate::migc::postgres_query {

namespace {

// Its settings are those that ALTER DATABASE and ALTER ROLE ... IN DATABASE made.
void add_database(std::vector<PostgresQuery>& queries) {
  queries.push_back(
      {.kind = ObjectKind::database,
       .entry = {"pg_database", "b.oid"},
       .columns =
           "NULL, '', NULL, (SELECT string_agg(CASE WHEN s.setrole = 0 THEN '' ELSE " + role("s.setrole") +
           " || ': ' END || o, ', ' ORDER BY s.setrole, o) FROM pg_db_role_setting s, unnest(s.setconfig) o"
           " WHERE s.setdatabase = b.oid) AS settings, " +
           privileges("b.datacl", "d", "b.datdba") +
           " AS privileges, shobj_description(b.oid, 'pg_database') AS \"text:comment\"",
       .from = "pg_database b",
       .where = "b.datname = current_database()",
       .may_be_built_in = true});
}

// What every database has is nothing that a user states: the schema public, with its owner, privileges and
// comment.
void add_schemas(std::vector<PostgresQuery>& queries) {
  const std::string acl = privileges("n.nspacl", "n", "n.nspowner");
  queries.push_back(
      {.kind = ObjectKind::schema,
       .entry = {"pg_namespace", "n.oid"},
       .columns = "NULL, quote_ident(n.nspname), NULL, CASE WHEN n.nspname <> 'public' OR"
                  " pg_get_userbyid(n.nspowner) <> 'pg_database_owner' THEN " +
                  role("n.nspowner") + " END AS owner, CASE WHEN n.nspname <> 'public' THEN " + acl +
                  " ELSE nullif(coalesce(" + acl +
                  ", 'no usage to public'), 'usage to public') END AS privileges",
       .from = "pg_namespace n",
       .where = std::string(is_in_users_schema),
       .comment_is_usual = "n.nspname = 'public' AND note.description = 'standard public schema'",
       .may_be_built_in = true});
}

// Which version it has is the server's to say.
void add_extensions(std::vector<PostgresQuery>& queries) {
  queries.push_back({.kind = ObjectKind::extension,
                     .entry = {"pg_extension", "e.oid"},
                     .columns = "NULL, quote_ident(e.extname), NULL, nullif(quote_ident(n.nspname), 'public')"
                                " AS schema",
                     .from = "pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace",
                     .comment_is_usual = "true"});
}

void add_languages(std::vector<PostgresQuery>& queries) {
  queries.push_back(
      {.kind = ObjectKind::language,
       .entry = {"pg_language", "l.oid"},
       .columns = "NULL, quote_ident(l.lanname), NULL, " + yes_if("l.lanpltrusted") +
                  " AS trusted, CASE WHEN l.lanplcallfoid <> 0 THEN l.lanplcallfoid::regproc END AS handler"
                  ", CASE WHEN l.laninline <> 0 THEN l.laninline::regproc END AS inline, CASE WHEN"
                  " l.lanvalidator <> 0 THEN l.lanvalidator::regproc END AS validator, " +
                  role("l.lanowner") + " AS owner, " + privileges("l.lanacl", "l", "l.lanowner") +
                  " AS privileges",
       .from = "pg_language l",
       .where = "l.lanname NOT IN ('internal', 'c', 'sql')"});
  queries.push_back({.kind = ObjectKind::access_method,
                     .entry = {"pg_am", "m.oid"},
                     .columns = "NULL, quote_ident(m.amname), NULL, m.amhandler::text AS handler, CASE"
                                " m.amtype WHEN 't' THEN 'table' ELSE 'index' END AS type",
                     .from = "pg_am m"});
  queries.push_back({.kind = ObjectKind::conversion,
                     .entry = {"pg_conversion", "o.oid"},
                     .columns = "NULL, " + name_in_schema("o.conname") +
                                ", NULL, pg_encoding_to_char(o.conforencoding) AS for,"
                                " pg_encoding_to_char(o.contoencoding) AS to, o.conproc::text AS function, " +
                                yes_if("o.condefault") + " AS \"default\", " + role("o.conowner") +
                                " AS owner",
                     .from = "pg_conversion o JOIN pg_namespace n ON n.oid = o.connamespace",
                     .where = std::string(is_in_users_schema)});
}

void add_event_triggers(std::vector<PostgresQuery>& queries) {
  queries.push_back({.kind = ObjectKind::event_trigger,
                     .entry = {"pg_event_trigger", "g.oid"},
                     .columns = "NULL, quote_ident(g.evtname), NULL, g.evtevent AS event,"
                                " g.evtfoid::regprocedure AS function, array_to_string(g.evttags, ', ') AS"
                                " tags" +
                                firing("g.evtenabled") + ", " + role("g.evtowner") + " AS owner",
                     .from = "pg_event_trigger g"});
}

std::string published_tables() {
  return "(SELECT string_agg(" + name_in_schema("c.relname", "cn") +
         " || coalesce(' (' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM"
         " unnest(r.prattrs) u JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = u) || ')', '') ||"
         " coalesce(' where ' || pg_get_expr(r.prqual, r.prrelid), ''), ', ' ORDER BY cn.nspname, c.relname)"
         " FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace cn ON cn.oid ="
         " c.relnamespace WHERE r.prpubid = p.oid)";
}

void add_publications(int version, std::vector<PostgresQuery>& queries) {
  std::string facts =
      "NULL, quote_ident(p.pubname), NULL, " + yes_if("p.puballtables") + " AS \"all tables\", " +
      published_tables() +
      " AS tables, (SELECT string_agg(quote_ident(s.nspname), ', ' ORDER BY s.nspname) FROM"
      " pg_publication_namespace r JOIN pg_namespace s ON s.oid = r.pnnspid WHERE r.pnpubid = p.oid) AS"
      " \"tables in schemas\", concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN"
      " p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN"
      " 'truncate' END) AS publish, " +
      yes_if("p.pubviaroot") + " AS \"via root\"";
  if (version >= 180000) facts += ", nullif(p.pubgencols, 'n') AS \"generated columns\"";
  queries.push_back({.kind = ObjectKind::publication,
                     .entry = {"pg_publication", "p.oid"},
                     .columns = facts + ", " + role("p.pubowner") + " AS owner",
                     .from = "pg_publication p"});
  queries.push_back({.kind = ObjectKind::subscription,
                     .entry = {"pg_subscription", "s.oid"},
                     .columns = "NULL, quote_ident(s.subname), NULL, array_to_string(s.subpublications, ', ')"
                                " AS publications, s.subslotname AS slot, " +
                                yes_if("s.subenabled") + " AS enabled, " + role("s.subowner") + " AS owner",
                     .from = "pg_subscription s JOIN pg_database b ON b.oid = s.subdbid",
                     .where = "b.datname = current_database()"});
}

// For all schemas a list takes the place of what is usual; for one schema it is added to that.
void add_default_privileges(std::vector<PostgresQuery>& queries) {
  queries.push_back(
      {.kind = ObjectKind::default_privileges,
       .entry = {"pg_default_acl", "d.oid"},
       .columns =
           "NULL, 'on ' || CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN"
           " 'f' THEN 'functions' WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE 'large objects'"
           " END || ' of ' || " +
           role("d.defaclrole") + " || coalesce(' in ' || quote_ident(n.nspname), ''), NULL, " +
           privileges_beyond("d.defaclacl",
                             "CASE WHEN d.defaclnamespace = 0 THEN acldefault(CASE d.defaclobjtype"
                             " WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole) ELSE NULL END") +
           " AS privileges",
       .from = "pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace"});
}

}  // namespace

void add_whole_database(int version, std::vector<PostgresQuery>& queries) {
  add_database(queries);
  add_schemas(queries);
  add_extensions(queries);
  add_languages(queries);
  add_event_triggers(queries);
  add_publications(version, queries);
  add_default_privileges(queries);
}

}  // namespace migrate::migc::postgres_query
