#include "migc/snapshot/written_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <variant>

#include "engine/characters.h"
#include "engine/sql_text.h"
#include "engine/tokens.h"
#include "migc/engine/statement_rules.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

using Words = std::vector<PostgresWord>;

// Bits of pg_trigger.tgtype.
enum Event : int { on_insert = 4, on_delete = 8, on_update = 16, on_any = 28 };

bool is_any_of(const PostgresWord& word, std::initializer_list<std::string_view> keywords) {
  return std::ranges::any_of(keywords, [&](std::string_view keyword) { return word.is(keyword); });
}

bool has_word(const Words& words, std::string_view keyword) {
  return std::ranges::any_of(words, [&](const PostgresWord& word) { return word.is(keyword); });
}

// The server reads these words as functions without parentheses, but for the column in "new.user".
bool is_value_of_session(const Words& words, std::size_t at) {
  const PostgresWord& word = words[at];
  return (at == 0 || !words[at - 1].is(".")) &&
         is_any_of(word, {"current_date", "current_time", "current_timestamp", "localtime", "localtimestamp",
                          "current_user", "current_role", "session_user", "system_user", "user",
                          "current_catalog", "current_schema"});
}

// A name before "(" may be one; a table that rows are written to, or that is created, is none.
std::vector<std::string> possible_functions(const Words& words) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (words[i].is_name && words[i + 1].is("(") &&
        (i == 0 || !is_any_of(words[i - 1], {"into", "table", "exists", "view"})))
      names.push_back(words[i].text);
  return names;
}

std::string array_of(const std::vector<std::string>& values) {
  std::string array = "{";
  for (const std::string& value : values) {
    array += array.size() > 1 ? ",\"" : "\"";
    for (const char c : value) array += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
    array += '"';
  }
  return array + '}';
}

// 'today' becomes a date when the statement is read, and no plan shows it.
std::string find_special_date(std::string_view statement) {
  const core::NextToken next_token = core::next_token_of(Dialect::postgres);
  for (core::Token token = next_token(statement, 0); token.kind != core::TokenKind::end;
       token = next_token(statement, token.end)) {
    if (token.kind != core::TokenKind::string) continue;
    for (const std::string_view word : {"'now'", "'today'", "'tomorrow'", "'yesterday'"})
      if (core::equal_ignoring_case(token.in(statement), word)) return std::string(word);
  }
  return {};
}

bool is_query(std::string_view statement, const Words& words) {
  const core::NextToken next_token = core::next_token_of(Dialect::postgres);
  return is_any_of(words[0],
                   {"insert", "update", "delete", "merge", "with", "select", "values", "table", "("}) ||
         matches("CREATE [UNLOGGED|TEMP|TEMPORARY|LOCAL|GLOBAL] [TEMP|TEMPORARY] TABLE * AS", statement,
                 next_token) ||
         matches("CREATE MATERIALIZED VIEW * AS", statement, next_token);
}

// Of a plan: "Seq Scan on pg_catalog.pg_class".
std::string find_foreign_source(const Words& plan) {
  for (std::size_t i = 3; i + 2 < plan.size(); ++i) {
    const bool is_scan = plan[i - 1].is("on") && plan[i - 2].is("scan") && !plan[i - 3].is("function");
    if (is_scan && plan[i].is("pg_catalog") && plan[i + 1].is("."))
      return fmt::format("rows are made of {}, which differs from server to server", plan[i + 2].text);
    if (is_scan && plan[i - 3].is("foreign")) return "rows come from a foreign table";
  }
  return {};
}

// Of a plan: the tables after "Insert on", quoted.
std::vector<std::string> written_tables(const Words& plan) {
  std::vector<std::string> tables;
  for (std::size_t i = 2; i + 2 < plan.size(); ++i)
    if (plan[i - 1].is("on") && is_any_of(plan[i - 2], {"insert", "update", "delete", "merge"}) &&
        plan[i + 1].is("."))
      tables.push_back(core::quoted_name(plan[i].text) + '.' + core::quoted_name(plan[i + 2].text));
  return tables;
}

// Of a plan: the tables that are read, quoted; nothing where rows come from elsewhere.
std::optional<std::vector<std::string>> read_tables(const Words& plan) {
  std::vector<std::string> tables;
  for (std::size_t i = 3; i + 2 < plan.size(); ++i) {
    if (!plan[i - 1].is("on")) continue;
    if (plan[i - 2].is("scan") && is_any_of(plan[i - 3], {"function", "values", "foreign"})) return {};
    const bool is_written = is_any_of(plan[i - 2], {"insert", "update", "delete", "merge"});
    if (!is_written && plan[i + 1].is("."))
      tables.push_back(core::quoted_name(plan[i].text) + '.' + core::quoted_name(plan[i + 2].text));
  }
  return tables;
}

int events_of(const Words& statement) {
  if (statement[0].is("update")) return on_update;
  if (statement[0].is("delete")) return on_delete;
  if (statement[0].is("insert")) return has_word(statement, "conflict") ? on_insert | on_update : on_insert;
  return on_any;
}

// The table after ALTER TABLE, quoted.
std::string altered_table(const Words& words) {
  std::size_t i = 2;
  while (i < words.size() && is_any_of(words[i], {"if", "exists", "only"})) ++i;
  if (i >= words.size()) return {};
  std::string table = core::quoted_name(words[i].text);
  if (i + 2 < words.size() && words[i + 1].is(".")) table += '.' + core::quoted_name(words[i + 2].text);
  return table;
}

constexpr std::string_view first_function_that_varies =
    "SELECT p.proname::pg_catalog.text FROM pg_catalog.pg_proc p WHERE p.proname = ANY"
    " ($1::pg_catalog.text[]) AND p.proname NOT IN ('nextval', 'currval', 'lastval', 'setval') GROUP BY 1"
    // One of several functions of that name may be immutable, and is meant mostly. Of age(), the other one
    // asks the clock.
    " HAVING bool_and(p.provolatile <> 'i') OR bool_or(p.provolatile <> 'i' AND p.pronamespace <>"
    " 'pg_catalog'::pg_catalog.regnamespace) OR min(p.proname::pg_catalog.text) = 'age' ORDER BY 1 LIMIT 1";

// With those of partitions, and of the tables to which a foreign key passes the change on.
constexpr std::string_view triggers_that_fire =
    "WITH RECURSIVE written (id, events) AS (SELECT t::pg_catalog.regclass::pg_catalog.oid, $2::int FROM"
    " pg_catalog.unnest($1::pg_catalog.text[]) t UNION SELECT n.id, n.events FROM written w CROSS JOIN "
    "LATERAL"
    " (SELECT k.conrelid, 24 FROM pg_catalog.pg_constraint k WHERE k.confrelid = w.id AND k.contype = 'f' AND"
    " w.events & 24 <> 0 AND (k.confdeltype IN ('c', 'n', 'd') OR k.confupdtype IN ('c', 'n', 'd'))"
    " UNION ALL SELECT i.inhrelid, w.events FROM pg_catalog.pg_inherits i WHERE i.inhparent = w.id)"
    " n (id, events))"
    " SELECT DISTINCT g.tgname::pg_catalog.text, p.prosrc FROM written w JOIN pg_catalog.pg_trigger g ON"
    " g.tgrelid = w.id AND g.tgtype & w.events <> 0 JOIN pg_catalog.pg_proc p ON p.oid = g.tgfoid WHERE NOT"
    " g.tgisinternal AND g.tgenabled <> 'D' ORDER BY 1";

std::string text_in(const Value& value) {
  const std::string* text = std::get_if<std::string>(&value);
  return text == nullptr ? "" : *text;
}

}  // namespace

void WrittenRows::before_step(const StepEvent& /*event*/, StepContext& context) {
  context_ = &context;
}

void WrittenRows::before_statement(const Statement& statement) {
  settle();
  const std::string reason = judge(statement.text);
  if (reason.empty()) return;
  const std::string objection = fmt::format("{}/{}:{}: {}", dir_, statement.file, statement.line, reason);
  if (!reads_no_row(statement.text)) refuse(objection);
  doubt_ = {objection, changes_so_far()};
}

void WrittenRows::after_step(const StepEvent& /*event*/, StepContext& /*context*/) {
  settle();
}

void WrittenRows::settle() {
  const std::optional<Doubt> doubt = std::exchange(doubt_, std::nullopt);
  if (doubt && changes_so_far() != doubt->changes) refuse(doubt->objection);
}

void WrittenRows::refuse(const std::string& objection) {
  objection_ = objection;
  throw Error(ErrorKind::failed, objection);
}

std::string WrittenRows::judge(std::string_view statement) {
  const Words words = postgres_words_outside_strings(statement);
  if (words.empty()) return {};
  if (is_query(statement, words)) return judge_query(statement, words);
  return words.size() > 2 && words[0].is("alter") && words[1].is("table") ? judge_change_of_table(words)
                                                                          : std::string();
}

std::string WrittenRows::judge_query(std::string_view statement, const Words& words) {
  if (std::string reason = judge_words(words); !reason.empty()) return reason;
  if (const std::string date = find_special_date(statement); !date.empty())
    return fmt::format("{} is another value each day, and writes rows", date);
  const Words words_of_plan = plan_of(statement);
  if (std::string reason = judge_words(words_of_plan); !reason.empty()) return reason;
  if (std::string reason = find_foreign_source(words_of_plan); !reason.empty()) return reason;
  return judge_triggers(words, words_of_plan);
}

WrittenRows::Words WrittenRows::plan_of(std::string_view statement) {
  std::string plan;
  for (const Row& row : context_->query(fmt::format("EXPLAIN (VERBOSE, COSTS OFF) {}", statement)))
    plan += text_in(row[0]) + '\n';
  return postgres_words_outside_strings(plan);
}

bool WrittenRows::reads_no_row(std::string_view statement) {
  if (!is_any_of(postgres_words_outside_strings(statement)[0], {"insert", "update", "delete", "merge"}))
    return false;
  const std::optional<std::vector<std::string>> tables = read_tables(plan_of(statement));
  return tables && !tables->empty() &&
         std::ranges::none_of(*tables, [this](const std::string& table) { return has_row(table); });
}

bool WrittenRows::has_row(const std::string& table) {
  return !context_->query(fmt::format("SELECT FROM {} LIMIT 1", table)).empty();
}

// Of this transaction. Outside of one, or where the server does not count, it is never the same twice.
std::string WrittenRows::changes_so_far() {
  return text_in(
      context_->query("SELECT pg_catalog.concat_ws(' ', pg_catalog.pg_current_xact_id(), (SELECT"
                      " sum(n_tup_ins + n_tup_upd + n_tup_del) FROM"
                      " pg_catalog.pg_stat_xact_user_tables), CASE WHEN"
                      " pg_catalog.current_setting('track_counts') = 'off' THEN"
                      " pg_catalog.clock_timestamp() END)")[0][0]);
}

// A column that is added or gets another type writes the rows that are there.
std::string WrittenRows::judge_change_of_table(const Words& words) {
  if (!has_word(words, "add") && !has_word(words, "type")) return {};
  std::string reason = judge_words(words);
  if (reason.empty()) return {};
  const std::string table = altered_table(words);
  const Rows exists =
      context_->query("SELECT (pg_catalog.to_regclass($1) IS NOT NULL)::pg_catalog.text", {table});
  if (text_in(exists[0][0]) != "true") return {};
  return has_row(table) ? reason : std::string();
}

std::string WrittenRows::judge_words(const Words& words) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (is_value_of_session(words, i))
      return fmt::format("{} is not immutable, and writes rows", words[i].text);
  const std::vector<std::string> names = possible_functions(words);
  if (names.empty()) return {};
  const Rows found = context_->query(first_function_that_varies, {array_of(names)});
  return found.empty() ? "" : fmt::format("{}() is not immutable, and writes rows", text_in(found[0][0]));
}

std::string WrittenRows::judge_triggers(const Words& statement, const Words& plan) {
  const std::vector<std::string> tables = written_tables(plan);
  if (tables.empty()) return {};
  for (const Row& row :
       context_->query(triggers_that_fire, {array_of(tables), std::int64_t{events_of(statement)}}))
    if (const std::string reason = judge_words(postgres_words(text_in(row[1]))); !reason.empty())
      return fmt::format("the trigger {} fires: {}", text_in(row[0]), reason);
  return {};
}

}  // namespace migrate::migc
