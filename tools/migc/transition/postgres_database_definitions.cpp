// What belongs to no table, type or routine: schemas, extensions, collations, foreign data, text search,
// event triggers and publications.

#include "migc/transition/postgres_definition_query.h"

namespace migrate::migc {

namespace {

std::string of_no_extension(const std::string& catalogue, const std::string& oid) {
  return oid + " >= 16384 AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '" + catalogue +
         "'::regclass AND e.objid = " + oid + " AND e.deptype = 'e')";
}

// "OPTIONS (a 'b')" of an array of "key=value"; empty where there are none.
std::string with_foreign_options(const std::string& array) {
  return "coalesce((SELECT ' OPTIONS (' || string_agg(quote_ident(split_part(o, '=', 1)) || ' ' ||"
         " quote_literal(substr(o, strpos(o, '=') + 1)), ', ') || ')' FROM unnest(" +
         array + ") o), '')";
}

void add_schemas(DefinitionQueries& queries) {
  queries.push_back({.kind = "schema",
                     .name = "quote_ident(n.nspname)",
                     .create = "'CREATE SCHEMA ' || quote_ident(n.nspname)",
                     .drop = "'DROP SCHEMA ' || quote_ident(n.nspname)",
                     .from = "pg_namespace n WHERE " + of_users("n.nspname", "pg_namespace", "n.oid"),
                     .address = address_of("pg_namespace", "n.oid"),
                     .place = "n.oid"});
  const std::string from =
      "pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace JOIN pg_available_extensions v ON v.name "
      "="
      " x.extname WHERE x.oid >= 16384";
  queries.push_back({.kind = "extension",
                     .name = "quote_ident(x.extname)",
                     .create = "'CREATE EXTENSION ' || quote_ident(x.extname) || CASE WHEN n.nspname ="
                               " 'public' THEN '' ELSE ' SCHEMA ' || quote_ident(n.nspname) END || CASE WHEN"
                               " x.extversion = v.default_version THEN '' ELSE ' VERSION ' ||"
                               " quote_literal(x.extversion) END",
                     .drop = "'DROP EXTENSION ' || quote_ident(x.extname)",
                     .from = from,
                     .change = "'ALTER EXTENSION ' || quote_ident(x.extname) || ' SET SCHEMA ' ||"
                               " quote_ident(n.nspname)",
                     .state = "n.nspname",
                     .address = address_of("pg_extension", "x.oid"),
                     .place = "x.oid"});
  // The usual one is the server's to say.
  const std::string update = "'ALTER EXTENSION ' || quote_ident(x.extname) || ' UPDATE'";
  const std::string to = update + " || ' TO ' || quote_literal(x.extversion)";
  queries.push_back({.kind = "version of extension",
                     .name = "quote_ident(x.extname)",
                     .create = to,
                     .drop = update,
                     .from = from + " AND x.extversion <> v.default_version",
                     .change = to,
                     .clause = "x.extversion",
                     .parent = address_of("pg_extension", "x.oid")});
}

DefinitionQuery collations() {
  const std::string name = visible_name("o.collname", "pg_collation_is_visible(o.oid)");
  return {.kind = "collation",
          .name = name,
          .create = "'CREATE COLLATION ' || " + name +
                    " || ' (' || concat_ws(', ', 'PROVIDER = ' || CASE o.collprovider WHEN 'i' THEN 'icu'"
                    " WHEN 'b' THEN 'builtin' ELSE 'libc' END, 'LOCALE = ' || quote_literal(coalesce("
                    "to_jsonb(o) ->> 'colllocale', to_jsonb(o) ->> 'colliculocale', CASE WHEN o.collcollate ="
                    " o.collctype THEN o.collcollate END)), CASE WHEN o.collcollate <> o.collctype THEN"
                    " 'LC_COLLATE = ' || quote_literal(o.collcollate) || ', LC_CTYPE = ' ||"
                    " quote_literal(o.collctype) END, 'RULES = ' || quote_literal(to_jsonb(o) ->>"
                    " 'collicurules'), CASE WHEN NOT o.collisdeterministic THEN 'DETERMINISTIC = false' END)"
                    " || ')'",
          .drop = "'DROP COLLATION ' || " + name,
          .from = "pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace WHERE " +
                  of_users("n.nspname", "pg_collation", "o.oid"),
          .address = address_of("pg_collation", "o.oid"),
          .place = "o.oid"};
}

void add_foreign_data(DefinitionQueries& queries) {
  queries.push_back(
      {.kind = "foreign data wrapper",
       .name = "quote_ident(w.fdwname)",
       .create = "'CREATE FOREIGN DATA WRAPPER ' || quote_ident(w.fdwname) || CASE WHEN w.fdwhandler <> 0"
                 " THEN ' HANDLER ' || w.fdwhandler::regproc ELSE '' END || CASE WHEN w.fdwvalidator <> 0"
                 " THEN ' VALIDATOR ' || w.fdwvalidator::regproc ELSE '' END || " +
                 with_foreign_options("w.fdwoptions"),
       .drop = "'DROP FOREIGN DATA WRAPPER ' || quote_ident(w.fdwname)",
       .from = "pg_foreign_data_wrapper w WHERE " + of_no_extension("pg_foreign_data_wrapper", "w.oid"),
       .address = address_of("pg_foreign_data_wrapper", "w.oid"),
       .place = "w.oid"});
  queries.push_back({.kind = "server",
                     .name = "quote_ident(s.srvname)",
                     .create = "'CREATE SERVER ' || quote_ident(s.srvname) || coalesce(' TYPE ' ||"
                               " quote_literal(s.srvtype), '') || coalesce(' VERSION ' ||"
                               " quote_literal(s.srvversion), '') || ' FOREIGN DATA WRAPPER ' ||"
                               " quote_ident(w.fdwname) || " +
                               with_foreign_options("s.srvoptions"),
                     .drop = "'DROP SERVER ' || quote_ident(s.srvname)",
                     .from = "pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE " +
                             of_no_extension("pg_foreign_server", "s.oid"),
                     .address = address_of("pg_foreign_server", "s.oid"),
                     .place = "s.oid"});
  const std::string user =
      "CASE m.umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(m.umuser)) END"
      " || ' SERVER ' || quote_ident(m.srvname)";
  queries.push_back(
      {.kind = "user mapping",
       .name = user,
       .create = "'CREATE USER MAPPING FOR ' || " + user + " || " + with_foreign_options("m.umoptions"),
       .drop = "'DROP USER MAPPING FOR ' || " + user,
       .from = "pg_user_mappings m WHERE m.umid >= 16384",
       .address = address_of("pg_user_mapping", "m.umid"),
       .place = "m.umid"});
}

void add_text_search(DefinitionQueries& queries) {
  const std::string dictionary = visible_name("o.dictname", "pg_ts_dict_is_visible(o.oid)");
  queries.push_back(
      {.kind = "text search dictionary",
       .name = dictionary,
       .create = "'CREATE TEXT SEARCH DICTIONARY ' || " + dictionary +
                 " || ' (' || concat_ws(', ', 'TEMPLATE = ' || CASE WHEN pg_ts_template_is_visible(t.oid)"
                 " THEN '' ELSE quote_ident(tn.nspname) || '.' END || quote_ident(t.tmplname),"
                 " o.dictinitoption) || ')'",
       .drop = "'DROP TEXT SEARCH DICTIONARY ' || " + dictionary,
       .from = "pg_ts_dict o JOIN pg_namespace n ON n.oid = o.dictnamespace JOIN pg_ts_template t ON t.oid ="
               " o.dicttemplate JOIN pg_namespace tn ON tn.oid = t.tmplnamespace WHERE " +
               of_users("n.nspname", "pg_ts_dict", "o.oid"),
       .address = address_of("pg_ts_dict", "o.oid"),
       .place = "o.oid"});
  const std::string name = visible_name("o.cfgname", "pg_ts_config_is_visible(o.oid)");
  const std::string from =
      "pg_ts_config o JOIN pg_namespace n ON n.oid = o.cfgnamespace JOIN pg_ts_parser p ON p.oid ="
      " o.cfgparser JOIN pg_namespace pn ON pn.oid = p.prsnamespace WHERE " +
      of_users("n.nspname", "pg_ts_config", "o.oid");
  queries.push_back({.kind = "text search configuration",
                     .name = name,
                     .create = "'CREATE TEXT SEARCH CONFIGURATION ' || " + name +
                               " || ' (PARSER = ' || CASE pn.nspname WHEN 'pg_catalog' THEN '' ELSE"
                               " quote_ident(pn.nspname) || '.' END || quote_ident(p.prsname) || ')'",
                     .drop = "'DROP TEXT SEARCH CONFIGURATION ' || " + name,
                     .from = from,
                     .address = address_of("pg_ts_config", "o.oid"),
                     .place = "o.oid"});
  const std::string mapped =
      "(SELECT t.alias, string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno) AS dictionaries"
      " FROM pg_ts_config_map m JOIN ts_token_type(o.cfgparser) t ON t.tokid = m.maptokentype WHERE m.mapcfg"
      " = o.oid GROUP BY t.alias)";
  const std::string alter = "'ALTER TEXT SEARCH CONFIGURATION ' || x.name || ";
  queries.push_back({.kind = "mapping of text search",
                     .name = "x.name || '.' || x.alias",
                     .create = alter + "' ADD MAPPING FOR ' || quote_ident(x.alias) || ' WITH ' ||"
                                       " x.dictionaries",
                     .drop = alter + "' DROP MAPPING FOR ' || quote_ident(x.alias)",
                     .from = "(SELECT o.oid, " + name +
                             " AS name, w.* FROM pg_ts_config o JOIN pg_namespace n ON n.oid ="
                             " o.cfgnamespace CROSS JOIN LATERAL " +
                             mapped + " w WHERE " + of_users("n.nspname", "pg_ts_config", "o.oid") + ") x",
                     .change = alter + "' ALTER MAPPING FOR ' || quote_ident(x.alias) || ' WITH ' ||"
                                       " x.dictionaries",
                     .parent = address_of("pg_ts_config", "x.oid")});
}

void add_event_triggers(DefinitionQueries& queries) {
  const std::string name = "quote_ident(v.evtname)";
  const std::string from = "pg_event_trigger v WHERE " + of_no_extension("pg_event_trigger", "v.oid");
  queries.push_back(
      {.kind = "event trigger",
       .name = name,
       .create = "'CREATE EVENT TRIGGER ' || " + name +
                 " || ' ON ' || v.evtevent || coalesce(' WHEN TAG IN (' || (SELECT"
                 " string_agg(quote_literal(t), ', ') FROM unnest(v.evttags) t) || ')', '') || ' EXECUTE"
                 " FUNCTION ' || v.evtfoid::regproc || '()'",
       .drop = "'DROP EVENT TRIGGER ' || " + name,
       .from = from,
       .address = address_of("pg_event_trigger", "v.oid"),
       .place = "v.oid"});
  const std::string set = "'ALTER EVENT TRIGGER ' || " + name +
                          " || CASE v.evtenabled WHEN 'D' THEN ' DISABLE' WHEN 'R' THEN ' ENABLE REPLICA'"
                          " ELSE ' ENABLE ALWAYS' END";
  queries.push_back({.kind = "state of event trigger",
                     .name = name,
                     .create = set,
                     .drop = "'ALTER EVENT TRIGGER ' || " + name + " || ' ENABLE'",
                     .from = from + " AND v.evtenabled <> 'O'",
                     .change = set,
                     .parent = address_of("pg_event_trigger", "v.oid")});
}

void add_publications(DefinitionQueries& queries) {
  const std::string tables =
      "(SELECT string_agg('TABLE ' || CASE WHEN c.relkind = 'r' AND EXISTS (SELECT FROM pg_inherits h WHERE"
      " h.inhparent = c.oid) THEN 'ONLY ' ELSE '' END || c.oid::regclass || coalesce(' (' || (SELECT"
      " string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM unnest(r.prattrs) u JOIN pg_attribute"
      " a ON a.attrelid = c.oid AND a.attnum = u) || ')', '') || coalesce(' WHERE (' || pg_get_expr(r.prqual,"
      " r.prrelid) || ')', ''), ', ' ORDER BY c.oid::regclass::text) FROM pg_publication_rel r JOIN pg_class"
      " c ON c.oid = r.prrelid WHERE r.prpubid = b.oid)";
  const std::string schemas =
      "(SELECT string_agg('TABLES IN SCHEMA ' || quote_ident(s.nspname), ', ' ORDER BY s.nspname) FROM"
      " pg_publication_namespace r JOIN pg_namespace s ON s.oid = r.pnnspid WHERE r.pnpubid = b.oid)";
  const std::string with =
      "concat_ws(', ', CASE WHEN NOT (b.pubinsert AND b.pubupdate AND b.pubdelete AND b.pubtruncate) THEN"
      " 'publish = ''' || concat_ws(', ', CASE WHEN b.pubinsert THEN 'insert' END, CASE WHEN b.pubupdate"
      " THEN 'update' END, CASE WHEN b.pubdelete THEN 'delete' END, CASE WHEN b.pubtruncate THEN 'truncate'"
      " END) || '''' END, CASE WHEN b.pubviaroot THEN 'publish_via_partition_root = true' END,"
      " CASE to_jsonb(b) ->> 'pubgencols' WHEN 's' THEN 'publish_generated_columns = stored' END)";
  queries.push_back({.kind = "publication",
                     .name = "quote_ident(b.pubname)",
                     .create = "'CREATE PUBLICATION ' || quote_ident(b.pubname) || CASE WHEN b.puballtables"
                               " THEN ' FOR ALL TABLES' ELSE coalesce(' FOR ' || nullif(concat_ws(', ', " +
                               tables + ", " + schemas + "), ''), '') END || coalesce(' WITH (' || nullif(" +
                               with + ", '') || ')', '')",
                     .drop = "'DROP PUBLICATION ' || quote_ident(b.pubname)",
                     .from = "pg_publication b",
                     .address = address_of("pg_publication", "b.oid"),
                     .place = "b.oid"});
}

}  // namespace

void add_database_definitions(DefinitionQueries& queries) {
  add_schemas(queries);
  queries.push_back(collations());
  add_foreign_data(queries);
  add_text_search(queries);
  add_event_triggers(queries);
  add_publications(queries);
}

}  // namespace migrate::migc
