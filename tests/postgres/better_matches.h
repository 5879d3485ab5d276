#pragma once

// A schema `public` full of operators and functions that match the arguments of the library's own statements
// better than the server's: a query that resolves a name by the session's path runs one. What ran is in
// public.loot.

#include <string>
#include <string_view>

namespace migrate::testing {

class BetterMatches {
 public:
  std::string sql() {
    text_ =
        "CREATE TABLE public.loot (via text); GRANT ALL ON public.loot TO public;"
        "CREATE FUNCTION public.hit(v text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN INSERT INTO"
        " public.loot VALUES (v); END $$;\n";
    constexpr std::string_view types[] = {"text", "varchar", "name",     "bigint",      "integer",
                                          "oid",  "boolean", "\"char\"", "timestamptz", "bytea"};
    for (const std::string_view left : types)
      for (const std::string_view right : types)
        for (const std::string_view name : {"=", "<>", "<", ">", "<=", ">=", "||", "+", "-"})
          add_operator(name, std::string(left), std::string(right));
    for (const std::string_view signature : {"now()",
                                             "clock_timestamp()",
                                             "statement_timestamp()",
                                             "lower(varchar)",
                                             "lower(text)",
                                             "max(bigint)",
                                             "count()",
                                             "min(text)",
                                             "string_agg(text, text)",
                                             "concat(text)",
                                             "concat(text, text)",
                                             "concat_ws(text, text)",
                                             "chr(integer)",
                                             "quote_ident(text)",
                                             "quote_ident(name)",
                                             "encode(bytea, text)",
                                             "pg_try_advisory_xact_lock(bigint)",
                                             "pg_try_advisory_lock(bigint)",
                                             "pg_advisory_unlock(bigint)",
                                             "pg_is_in_recovery()",
                                             "current_setting(text)",
                                             "current_setting(varchar)",
                                             "pg_backend_pid()",
                                             "set_config(text, text, boolean)",
                                             "to_regclass(text)",
                                             "to_regclass(varchar)",
                                             "pg_get_userbyid(oid)",
                                             "pg_has_role(oid, oid, text)",
                                             "pg_has_role(name, oid, text)",
                                             "format_type(oid, integer)",
                                             "row_security_active(oid)",
                                             "aclexplode(aclitem[])",
                                             "current_database()",
                                             "pg_stat_get_xact_tuples_inserted(oid)",
                                             "pg_stat_get_xact_tuples_inserted(regclass)",
                                             "pg_stat_get_xact_tuples_updated(regclass)",
                                             "pg_stat_get_xact_tuples_deleted(regclass)",
                                             "txid_current_if_assigned()",
                                             "txid_status(bigint)",
                                             "pg_terminate_backend(integer)",
                                             "host(inet)",
                                             "date_trunc(text, interval)",
                                             "timestamptz_send(timestamptz)",
                                             "substr(text, integer)",
                                             "strpos(text, text)",
                                             "to_char(timestamptz, text)",
                                             "timezone(text, timestamptz)",
                                             "pg_get_indexdef(oid)"})
      add_function(std::string(signature), "bigint");
    return text_;
  }

 private:
  void add_function(const std::string& signature, const std::string& result) {
    const std::string value = result == "boolean" ? "true" : result == "text" ? "'x'" : "1";
    text_ += "CREATE FUNCTION public." + signature + " RETURNS " + result +
             " LANGUAGE plpgsql AS $$ BEGIN PERFORM public.hit('" + signature + "'); RETURN " + value +
             "; END $$;\n";
  }
  void add_operator(std::string_view name, const std::string& left, const std::string& right) {
    const bool compares = name.find_first_of("=<>") != std::string_view::npos;
    const std::string function = "o" + std::to_string(++operators_);
    add_function(function + '(' + left + ", " + right + ')', compares       ? "boolean"
                                                             : name == "||" ? "text"
                                                                            : "bigint");
    text_ += "CREATE OPERATOR public." + std::string(name) + " (LEFTARG = " + left + ", RIGHTARG = " + right +
             ", FUNCTION = public." + function + ");\n";
  }

  std::string text_;
  int operators_ = 0;
};

}  // namespace migrate::testing
