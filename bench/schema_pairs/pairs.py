#!/usr/bin/env python3
"""Turns public test suites of schema tools into pairs of schemas, one JSON object a line, for the judge of pairs.

  pairs.py sqldef DIALECT DIRECTORY     DIRECTORY: cmd/sqlite3def or cmd/psqldef of sqldef
  pairs.py chain NAME FILE...           upgrades of SQLite in order: the schemas before and after each are a pair
  pairs.py stripe DIRECTORY             internal/migration_acceptance_tests of pg-schema-diff
  pairs.py typescript DIRECTORY         tests/integration of pg-delta: what a test starts with, and what it adds
  pairs.py folders NAME OLD NEW DIRECTORY
                                        each folder below DIRECTORY with files OLD and NEW, all of PostgreSQL:
                                        a.sql b.sql of migra (tests/FIXTURES) and pg-delta (corpus), old.sql
                                        new.sql of pgschema (testdata/diff). What else is there is used as well:
                                        setup.sql before both, seed.sql and seed-b.sql as their rows
  pairs.py files NAME OLD NEW DIRECTORY files in DIRECTORY, as patterns in which * is the name of the pair:
                                        "*_original.sql" "*_new.sql" of apgdiff, "from-*.sql" "to-*.sql" of pgquarrel

A pair has an id, its dialect, source and name, both schemas, and rows of the old one ("seed") and of the new one
("seed_new") where the suite has some; those of SQLite are made up.
"""
import glob, json, os, re, sqlite3, sys
import yaml

VALUES = [1, 2, "a", "b", 1.5, None]


def name_of(name):
    return '"' + name.replace('"', '""') + '"'


def inserts(db, table):
    """Statements that fill a table with rows that it accepts."""
    columns = [row[1] for row in db.execute(f"PRAGMA table_xinfo({name_of(table)})") if row[6] == 0]
    found = []
    for first in range(len(VALUES)):
        values = [VALUES[(first + i) % len(VALUES)] for i in range(len(columns))]
        text = ", ".join("NULL" if v is None else repr(v) for v in values)
        statement = f"INSERT INTO {name_of(table)} ({', '.join(map(name_of, columns))}) VALUES ({text});"
        try:
            db.execute(statement)
        except sqlite3.Error:
            continue
        found.append(statement)
    return found


def sqlite_rows(schema):
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        db.executescript(schema)
        tables = [r[0] for r in db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type ="
                                           " 'table' AND name NOT LIKE 'sqlite_%'")]
        triggers = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        if triggers:
            return None
        statements = [s for table in sorted(tables) for s in inserts(db, table)]
        return None if db.execute("PRAGMA foreign_key_check").fetchone() else "\n".join(statements) or None
    except sqlite3.Error:
        return None


def pair(dialect, source, name, old, new, **rows):
    if dialect == "sqlite":
        rows["seed"] = sqlite_rows(old)
    result = {"id": re.sub(r"[^\w.-]+", "-", f"{source}-{name}"), "dialect": dialect, "source": source, "name": name, "old": old, "new": new}
    return result | {key: value for key, value in rows.items() if value}


def read(path):
    return open(path, errors="replace").read() if os.path.exists(path) else ""


def sqldef(dialect, directory):
    for path in sorted(glob.glob(os.path.join(directory, "tests*.yml"))):
        source = "sqldef/" + os.path.basename(path)
        for name, case in (yaml.safe_load(open(path)) or {}).items():
            if isinstance(case, dict):
                texts = [case.get("current") or "", case.get("desired") or ""]
                yield pair(dialect, source, name, *(texts if dialect == "sqlite" else for_a_new_database(texts)))


NAMES = r'((?:"?\w+"?\s*,\s*)*"?\w+"?)'
ROLES = r"(?:OWNER\s+TO|FOR\s+(?:ROLE|USER)|(?:GRANT|REVOKE)\s[^;]*?\s(?:TO|FROM)|POLICY\s[^;]*?\sTO)\s+" + NAMES


def for_a_new_database(texts):
    """Without what each has, and with the roles that any of them names and none creates."""
    there = r"(?im)^\s*CREATE\s+(EXTENSION\s+(IF NOT EXISTS\s+)?plpgsql|(PROCEDURAL\s+)?LANGUAGE\s+plpgsql|SCHEMA\s+public)\b[^;]*;"
    texts = [re.sub(there, "", text) for text in texts]
    both = re.sub(r"--.*", "", "\n".join(texts))
    named = {name.strip(' "\n') for names in re.findall("(?i)" + ROLES, both) for name in names.split(",")} - {"public", "PUBLIC", "postgres", "CURRENT_USER", "current_user"}
    missing = sorted(role for role in named if not role.startswith("pg_") and not re.search(
        rf'(?i)CREATE\s+(ROLE|USER|GROUP)\s+"?{re.escape(role)}\b', both))
    return ["".join(f'CREATE ROLE "{role}";\n' for role in missing) + text for text in texts]


def folders(source, old, new, directory):
    for path in sorted(glob.glob(os.path.join(glob.escape(directory), "**", old), recursive=True)):
        folder = os.path.dirname(path)
        setup = read(os.path.join(folder, "setup.sql"))
        if os.path.exists(os.path.join(folder, new)):
            texts = for_a_new_database([setup + read(path), setup + read(os.path.join(folder, new))])
            yield pair("postgres", source, os.path.relpath(folder, directory), *texts, seed=read(os.path.join(folder, "seed.sql")),
                       seed_new=read(os.path.join(folder, "seed-b.sql")))


def files(source, old, new, directory):
    for path in sorted(glob.glob(os.path.join(glob.escape(directory), old))):
        before, after = old.split("*")
        name = os.path.basename(path)[len(before):-len(after) or None]
        if os.path.exists(other := os.path.join(directory, new.replace("*", name))):
            yield pair("postgres", source, name, *for_a_new_database([read(path), read(other)]))


def statements_of(case, key):
    """The texts of one field, a list of Go's strings."""
    field = re.search(key + r":\s*\[\]string\{(.*?)\n?\t*\},\n", case, re.S)
    return None if not field else "\n;\n".join(re.findall("`(.*?)`", field[1], re.S))


def stripe(directory):
    for path in sorted(glob.glob(os.path.join(directory, "*_cases_test.go"))):
        kind = os.path.basename(path).removesuffix("_cases_test.go")
        for case in re.split(r"\n\t\t?\{?\n?\s*name:", read(path))[1:]:
            name = re.match(r'\s*"([^"]*)"', case)
            old, new = statements_of(case, "oldSchemaDDL"), statements_of(case, "newSchemaDDL")
            roles = re.search(r"roles:\s*\[\]string\{(.*?)\}", case)
            made = "".join(f"CREATE ROLE {role};\n" for role in re.findall('"([^"]+)"', roles[1])) if roles else ""
            if name and (old is not None or new is not None):
                yield pair("postgres", "stripe/" + kind, name[1], made + (old or ""), made + (new or ""))


def typescript(directory):
    text_of = r":\s*(?:dedent)?\s*`((?:[^`\\]|\\.)*)`"
    for path in sorted(glob.glob(os.path.join(directory, "*.test.ts"))):
        kind = os.path.basename(path).removesuffix(".test.ts")
        for case in re.split(r"\n\s*test(?:\.\w+)?\(", read(path))[1:]:
            name = re.match(r'\s*["\'`]([^"\'`]*)', case)
            before, added = re.search("initialSetup" + text_of, case), re.search("testSql" + text_of, case)
            texts = [re.sub(r"\\(.)", r"\1", each[1]) if each else "" for each in (before, added)]
            if re.search(r"\btest_schema\.", texts[0] + texts[1]) and not re.search(r"(?i)CREATE SCHEMA[^;]*\btest_schema\b", texts[0]):
                texts[0] = "CREATE SCHEMA test_schema;\n" + texts[0]
            if name and added and not any("${" in text for text in texts):
                yield pair("postgres", "typescript/" + kind, name[1], texts[0], texts[0] + "\n;\n" + texts[1])


def schema_of(db):
    return "".join(row[0] + ";\n" for row in db.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND tbl_name NOT IN"
        " (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow') ORDER BY rowid"))


def chain(name, files):
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema = ""
    for path in files:
        text = open(path, errors="replace").read()
        for marker in ("-- +goose Down", "-- migrate:down", "-- +migrate Down"):
            text = text.split(marker)[0]
        try:
            db.executescript(text)
        except sqlite3.Error as error:
            print(f"{path}: {error}", file=sys.stderr)
            if db.in_transaction:
                db.execute("ROLLBACK")
        before, schema = schema, schema_of(db)
        if before != schema:
            yield pair("sqlite", name, "-".join(path.split("/")[-2:]), before, schema)


def main():
    suites = {"sqldef": (sqldef, 2), "stripe": (stripe, 1), "typescript": (typescript, 1), "folders": (folders, 4),
              "files": (files, 4)}
    name, values = sys.argv[1] if len(sys.argv) > 1 else "", sys.argv[2:]
    if name in suites and len(values) == suites[name][1]:
        pairs = suites[name][0](*values)
    elif name == "chain" and len(values) > 1:
        pairs = chain(values[0], values[1:])
    else:
        sys.exit(__doc__)
    for each in pairs:
        print(json.dumps(each))


if __name__ == "__main__":
    main()
