#pragma once

// What PostgreSQL's catalogue says about one of our tables, as expressions of SQL for a query FROM pg_class c
// JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles o ON o.oid = c.relowner, whose search path is
// pg_catalog. Runs ask for each of them, scripts for all at once.

#include <string_view>

namespace migrate::core::postgres_catalogue {

// WITH RECURSIVE: the role itself and those that it was granted. A superuser counts as a member of every
// role, also of one that has put its own table where ours should be, so memberships are followed as they were
// granted.
inline constexpr std::string_view granted_roles =
    "WITH RECURSIVE granted (oid) AS (SELECT oid FROM pg_roles WHERE rolname = current_user"
    " UNION SELECT m.roleid FROM pg_auth_members m JOIN granted g ON m.member = g.oid) ";

inline constexpr std::string_view is_trusted =
    "(o.rolsuper OR c.relowner = n.nspowner OR c.relowner IN (SELECT oid FROM granted)"
    " OR c.relowner = (SELECT datdba FROM pg_database WHERE datname = current_database()))";

inline constexpr std::string_view has_row_security = "row_security_active(c.oid)";

// The name of what depends on the table, or NULL where it has none.
inline constexpr std::string_view rule =
    "(SELECT min(r.rulename::text) FROM pg_rewrite r WHERE r.ev_class = c.oid)";
inline constexpr std::string_view relative =
    "(SELECT min(coalesce(nullif(i.inhrelid, c.oid), i.inhparent)::regclass::text) FROM pg_inherits i"
    " WHERE i.inhrelid = c.oid OR i.inhparent = c.oid)";
// It has triggers on both of its tables.
inline constexpr std::string_view foreign_key =
    "(SELECT min(k.conname::text || '\" of ' || k.conrelid::regclass::text) FROM pg_trigger t"
    " JOIN pg_constraint k ON k.oid = t.tgconstraint AND k.contype = 'f' WHERE t.tgrelid = c.oid)";
inline constexpr std::string_view trigger =
    "(SELECT min(t.tgname::text) FROM pg_trigger t WHERE t.tgrelid = c.oid)";
inline constexpr std::string_view check =
    "(SELECT min(k.conname::text) FROM pg_constraint k WHERE k.contype = 'c' AND k.conrelid = c.oid)";
inline constexpr std::string_view statistics =
    "(SELECT min(s.stxname::text) FROM pg_statistic_ext s WHERE s.stxrelid = c.oid)";
// One that is not plain, nor unique in our key alone.
inline constexpr std::string_view index =
    "(SELECT min(i.indexrelid::regclass::text) FROM pg_index i WHERE i.indrelid = c.oid AND"
    " (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL OR i.indisexclusion OR i.indisunique AND NOT"
    " (i.indnatts = 1 AND EXISTS (SELECT FROM pg_attribute k WHERE k.attrelid = c.oid"
    "  AND k.attnum = i.indkey[0] AND k.attname IN ('version_num', 'seq')))))";
// A column of a domain, or with a default that calls a function. The catalogue records no dependency on what
// every database has, so one on a function is on a function that a user made.
inline constexpr std::string_view code =
    "(SELECT min(k.attname::text) FROM pg_attribute k JOIN pg_type t ON t.oid = k.atttypid"
    " LEFT JOIN pg_attrdef d ON d.adrelid = k.attrelid AND d.adnum = k.attnum"
    " LEFT JOIN pg_depend p ON p.classid = 'pg_attrdef'::regclass AND p.objid = d.oid"
    "  AND p.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_type'::regclass)"
    " WHERE k.attrelid = c.oid AND k.attnum > 0 AND NOT k.attisdropped"
    " AND (t.typtype = 'd' OR p.refobjid IS NOT NULL))";

// Types' identifiers, which never change: whatever the name of a type that a user made, its casts and
// functions are the user's.
inline constexpr std::string_view text_types = "25, 1042, 1043";
inline constexpr std::string_view number_types = "20, 21, 23";

}  // namespace migrate::core::postgres_catalogue
