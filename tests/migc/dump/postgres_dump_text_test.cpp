#include "migc/dump/postgres_dump_text.h"

#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

TEST(PostgresDumpText, KeepsWhatTellsOfTheSchema) {
  EXPECT_EQ(statements_of_dump("--\n-- PostgreSQL database dump\n--\n\n\\restrict abc\n\n"
                               "SET statement_timeout = 0;\n"
                               "SELECT pg_catalog.set_config('search_path', '', false);\n"
                               "SET default_tablespace = '';\nSET default_table_access_method = heap;\n\n"
                               "--\n-- Name: runs; Type: TABLE; Schema: public; Owner: me\n--\n\n"
                               "CREATE TABLE public.runs (\n    id integer\n);\n\n\n"
                               "ALTER TABLE public.runs OWNER TO me;\n"
                               "ALTER TABLE public.old OWNER TO \"them\";\n\n\\unrestrict abc\n\n",
                               "me"),
            "CREATE TABLE public.runs (\n    id integer\n);\n\nALTER TABLE public.old OWNER TO \"them\";\n");
}

TEST(PostgresDumpText, KeepsBodiesAsTheyAre) {
  const std::string function =
      "CREATE FUNCTION f() RETURNS void\n    LANGUAGE plpgsql\n    AS $$\nBEGIN\n  -- SET x = 1;\n\n  SET "
      "LOCAL a = "
      "1;\nEND $$;\n";
  EXPECT_EQ(statements_of_dump("SET a = 1;\n" + function, "me"), function);
}

TEST(PostgresDumpText, KeepsRowsThatLookLikeCommandsOfPsql) {
  const std::string row = "INSERT INTO t VALUES ('\n\\restrict abc\n\\unrestrict abc\n');\n";
  EXPECT_EQ(statements_of_dump("--\n\n\\restrict abc\n\nSET a = 1;\n" + row + "\n\\unrestrict abc\n\n", "me"),
            row);
  EXPECT_EQ(statements_of_dump("--\n\nSET a = 1;\n" + row, "me"), row);
}

TEST(PostgresDumpText, SaysWhereObjectsAreStoredWhenItChanges) {
  EXPECT_EQ(statements_of_dump(
                "SET default_tablespace = fast;\nCREATE TABLE a ();\nSET default_tablespace = fast;\n"
                "CREATE TABLE b ();\nSET default_tablespace = '';\nCREATE TABLE c ();\n",
                "me"),
            "SET default_tablespace = fast;\n\nCREATE TABLE a ();\n\nCREATE TABLE b ();\n\n"
            "SET default_tablespace = '';\n\nCREATE TABLE c ();\n");
}

}  // namespace
}  // namespace migrate::migc
