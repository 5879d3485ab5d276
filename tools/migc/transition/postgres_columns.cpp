#include "migc/transition/postgres_columns.h"

#include <fmt/format.h>

#include <charconv>
#include <tuple>

#include "engine/sql_text.h"
#include "migc/catalogue/postgres_query_parts.h"
#include "migc/transition/postgres_definition_query.h"
#include "migc/transition/postgres_rows.h"
#include "migc/transition/postgres_spelling.h"

namespace migrate::migc {

namespace {

constexpr std::string_view largest =
    "CASE s.seqtypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647 ELSE"
    " 9223372036854775807 END";

// The sequence has the name and the options that the server gives one. Serial columns are no part of views.
std::string serial() {
  return fmt::format(
      "LEFT JOIN LATERAL (SELECT q.oid, CASE a.atttypid WHEN 'int2'::regtype THEN 'smallserial' WHEN"
      " 'int4'::regtype THEN 'serial' ELSE 'bigserial' END AS word FROM pg_depend w JOIN pg_class q ON q.oid "
      "="
      " w.objid AND q.relkind = 'S' AND q.relnamespace = c.relnamespace JOIN pg_sequence s ON s.seqrelid ="
      " q.oid WHERE w.classid = 'pg_class'::regclass AND w.refclassid = 'pg_class'::regclass AND w.refobjid ="
      " c.oid AND w.refobjsubid = a.attnum AND w.deptype = 'a' AND a.attnotnull AND k.convalidated IS NOT "
      "FALSE AND k.connoinherit IS NOT TRUE AND a.attinhcount = 0 AND"
      " q.relname = c.relname || '_' || a.attname || '_seq' AND q.relpersistence = c.relpersistence AND"
      " a.atttypid = s.seqtypid AND s.seqstart = 1 AND"
      " s.seqincrement = 1 AND s.seqmin = 1 AND s.seqmax = {} AND s.seqcache = 1 AND NOT s.seqcycle AND"
      " pg_get_expr(d.adbin, d.adrelid) = format('nextval(%L::regclass)', q.oid::regclass)) serial ON"
      " a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)",
      largest);
}

// What an identity says of its sequence.
std::string identity() {
  return fmt::format(
      "LEFT JOIN LATERAL (SELECT q.oid::regclass::text AS sequence, concat_ws(E'\\n', 'START WITH ' || "
      "s.seqstart, 'INCREMENT BY ' ||"
      " s.seqincrement, 'MINVALUE ' || s.seqmin, 'MAXVALUE ' || s.seqmax, 'CACHE ' || s.seqcache, CASE WHEN"
      " s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END) AS all_clauses, concat_ws(' ', CASE WHEN q.relname <>"
      " c.relname || '_' || a.attname || '_seq' AND octet_length(c.relname || a.attname) < 58 THEN"
      " 'SEQUENCE NAME ' || q.oid::regclass END, CASE WHEN s.seqstart"
      " <> CASE WHEN s.seqincrement < 0 THEN s.seqmax ELSE s.seqmin END THEN 'START WITH ' || s.seqstart END,"
      " CASE WHEN s.seqincrement <> 1 THEN 'INCREMENT BY ' ||"
      " s.seqincrement END, CASE WHEN s.seqmin <> 1 OR s.seqincrement < 0 THEN 'MINVALUE ' || s.seqmin END,"
      " CASE WHEN s.seqmax <> {} OR s.seqincrement < 0 THEN 'MAXVALUE ' || s.seqmax END, CASE WHEN s.seqcache"
      " <> 1 THEN 'CACHE ' || s.seqcache END, CASE WHEN s.seqcycle THEN 'CYCLE' END) AS said FROM pg_depend o"
      " JOIN pg_class q ON q.oid = o.objid JOIN pg_sequence s ON s.seqrelid = q.oid WHERE o.classid ="
      " 'pg_class'::regclass AND o.refclassid = 'pg_class'::regclass AND o.refobjid = c.oid AND o.refobjsubid"
      " = a.attnum AND o.deptype = 'i') i ON a.attidentity <> ''",
      largest);
}

// The column of the first parent that has it.
constexpr std::string_view inherited_from =
    "(SELECT 'pg_class'::regclass::oid || ' ' || p.attrelid || ' ' || p.attnum FROM pg_inherits h JOIN"
    " pg_attribute p ON p.attrelid = h.inhparent AND p.attname = a.attname AND p.attnum > 0 WHERE h.inhrelid "
    "="
    " c.oid ORDER BY h.inhseqno LIMIT 1)";

// Before version 18 there is no constraint k.
const std::string not_null_parts =
    "k.convalidated IS NOT FALSE, k.conislocal IS NOT FALSE, k.connoinherit IS NOT TRUE, "
    "quote_ident(k.conname), " +
    postgres_query::given_name("k.conname", "''", "not_null");

PostgresNotNull not_null_in(const Row& row) {
  return {.is_set = is_true(row[4]),
          .is_valid = is_true(row[24]),
          .is_own = is_true(row[25]),
          .is_inheritable = is_true(row[26]),
          .name = text_of(row[27]),
          .given_name = text_of(row[28])};
}

std::string columns_query(const std::vector<std::string>& own_tables) {
  std::string own = "''";
  for (const std::string& table : own_tables) own += ", " + core::string_literal(table);
  return fmt::format(
      "SELECT c.oid::regclass::text, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), CASE WHEN"
      " a.attcollation <> 0 AND a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END,"
      " a.attnotnull, CASE a.attgenerated WHEN 's' THEN pg_get_expr(d.adbin, d.adrelid) || ') STORED' WHEN "
      "'v'"
      " THEN pg_get_expr(d.adbin, d.adrelid) || ') VIRTUAL' END, CASE a.attidentity WHEN 'a' THEN 'ALWAYS'"
      " WHEN 'd' THEN 'BY DEFAULT' END, i.all_clauses, i.said, CASE WHEN a.attstorage <> t.typstorage THEN"
      " CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'x' THEN 'EXTENDED' ELSE 'MAIN'"
      " END END, CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END,"
      " nullif(coalesce(a.attstattarget, -1), -1)::text, (SELECT string_agg(o, ', ' ORDER BY o) FROM"
      " unnest(a.attoptions) o WHERE o ~ '^n_distinct(_inherited)?='), (SELECT"
      " string_agg(quote_ident(split_part(o, '=', 1)) || ' ' || quote_literal(substr(o, strpos(o, '=') + 1)),"
      " ', ' ORDER BY o) FROM unnest(a.attfdwoptions) o), a.attislocal, a.attinhcount > 0, serial.word, {},"
      " {}, {}, {}, a.attname, a.attnum, i.sequence, {} FROM pg_attribute a JOIN pg_class c ON c.oid ="
      " a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid LEFT"
      " JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum LEFT JOIN pg_constraint k ON"
      " k.conrelid = c.oid AND k.contype = 'n' AND k.conkey[1] = a.attnum {} {} WHERE c.relkind IN ('r', "
      "'p',"
      " 'f') AND a.attnum > 0 AND NOT a.attisdropped AND c.relname NOT IN ({}) AND {} ORDER BY c.oid, "
      "a.attnum",
      address_of("pg_class", "serial.oid"), address_of("pg_class", "c.oid", "a.attnum"),
      address_of("pg_class", "c.oid"), inherited_from, not_null_parts, serial(), identity(), own,
      of_users("n.nspname", "pg_class", "c.oid"));
}

PostgresColumn column_in(const Row& row) {
  return {.table = text_of(row[0]),
          .name = text_of(row[1]),
          .type = text_of(row[2]),
          .collation = text_of(row[3]),
          .not_null = not_null_in(row),
          .generated = text_of(row[5]),
          .identity = text_of(row[6]),
          .identity_sequence = text_of(row[23]),
          .identity_clauses = text_of(row[7]),
          .identity_options = text_of(row[8]),
          .storage = text_of(row[9]),
          .compression = text_of(row[10]),
          .statistics = text_of(row[11]),
          .options = text_of(row[12]),
          .foreign_options = text_of(row[13]),
          .is_local = is_true(row[14]),
          .is_inherited = is_true(row[15]),
          .serial = text_of(row[16]),
          .serial_sequence = text_of(row[17]),
          .address = text_of(row[18]),
          .table_address = text_of(row[19]),
          .parent = text_of(row[20]),
          .key = text_of(row[21]),
          .place = number_of(row[22])};
}

auto facts_of(const PostgresColumn& column) {
  return std::tie(column.type, column.collation, column.generated, column.identity, column.identity_clauses,
                  column.storage, column.compression, column.statistics, column.options,
                  column.foreign_options);
}

}  // namespace

std::string PostgresColumn::clause(const std::string& default_value) const {
  std::string text = name + ' ' + (serial.empty() ? type : serial);
  if (!foreign_options.empty()) text += " OPTIONS (" + foreign_options + ')';
  if (!compression.empty()) text += " COMPRESSION " + compression;
  if (!collation.empty()) text += " COLLATE " + collation;
  if (!serial.empty()) return not_null.is_plain() ? text : text + not_null.clause();
  if (!generated.empty()) text += " GENERATED ALWAYS AS (" + spelled_stably(generated);
  if (!identity.empty())
    text += " GENERATED " + identity + " AS IDENTITY" +
            (identity_options.empty() ? "" : " (" + identity_options + ')');
  if (!default_value.empty()) text += " DEFAULT " + default_value;
  if (identity.empty() || !not_null.is_plain()) text += not_null.clause();
  return text;
}

bool PostgresColumn::is_like(const PostgresColumn& wanted) const {
  return facts_of(*this) == facts_of(wanted) && not_null_changes(*this, wanted).empty();
}

std::vector<PostgresColumn> read_postgres_columns(ScratchDatabase& database,
                                                  const std::vector<std::string>& own_tables) {
  std::vector<PostgresColumn> columns;
  for (const Row& row : database.query(columns_query(own_tables))) columns.push_back(column_in(row));
  return columns;
}

PostgresDefinition definition_of(const PostgresColumn& column) {
  return {.kind = "column",
          .name = column.path(),
          .table = column.table,
          .create = {},
          .drop = fmt::format("ALTER TABLE {} DROP COLUMN {}", column.table, column.name),
          .change = {},
          .shape = {},
          .state = {},
          .clause = column.name,
          .address = column.address,
          .parent = column.table_address,
          .needs = {},
          .tail = {},
          .is_derived = false,
          .place = column.place};
}

}  // namespace migrate::migc
