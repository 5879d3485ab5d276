#include "engine/postgres/deferred_constraints.h"

namespace migrate::core {

std::string_view check_deferred_constraints() {
  return R"(DO $migrate$ DECLARE every text; deferred text; BEGIN
SELECT pg_catalog.string_agg(name, ', '), pg_catalog.string_agg(name, ', ') FILTER (WHERE is_deferred)
INTO every, deferred FROM (SELECT pg_catalog.format('%I.%I', n.nspname, c.conname) AS name,
pg_catalog.bool_and(c.condeferred) AS is_deferred
FROM pg_catalog.pg_constraint c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.connamespace
WHERE pg_catalog.has_schema_privilege(n.oid, 'USAGE') GROUP BY 1 HAVING pg_catalog.bool_or(c.condeferrable)) names;
IF every IS NOT NULL THEN EXECUTE pg_catalog.format('SET CONSTRAINTS %s IMMEDIATE', every); END IF;
IF deferred IS NOT NULL THEN EXECUTE pg_catalog.format('SET CONSTRAINTS %s DEFERRED', deferred); END IF;
END $migrate$;
)";
}

}  // namespace migrate::core
