#!/usr/bin/env python3
"""Turns public test suites of schema tools into pairs of schemas, one JSON object a line, for the judge of pairs.

  pairs.py sqldef DIALECT DIRECTORY     DIRECTORY: cmd/sqlite3def or cmd/psqldef of sqldef
  pairs.py migra DIRECTORY              DIRECTORY: tests/FIXTURES of migra
  pairs.py chain NAME FILE...           upgrades of SQLite in order: the schemas before and after each are a pair

A pair has an id, its dialect, source and name, both schemas, and for SQLite rows of the old one ("seed").
"""
import glob, json, os, sqlite3, sys
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


def pair(dialect, source, name, old, new):
    seed = sqlite_rows(old) if dialect == "sqlite" else None
    result = {"id": f"{source}-{name}".replace("/", "-"), "dialect": dialect, "source": source, "name": name, "old": old, "new": new}
    return result | ({"seed": seed} if seed else {})


def sqldef(dialect, directory):
    for path in sorted(glob.glob(os.path.join(directory, "tests*.yml"))):
        source = "sqldef/" + os.path.basename(path)
        for name, case in (yaml.safe_load(open(path)) or {}).items():
            yield pair(dialect, source, name, case.get("current") or "", case.get("desired") or "")


def migra(directory):
    for path in sorted(glob.glob(os.path.join(directory, "*", "a.sql"))):
        folder = os.path.dirname(path)
        yield pair("postgres", "migra", os.path.basename(folder), open(path).read(),
                   open(os.path.join(folder, "b.sql")).read())


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
    if len(sys.argv) == 4 and sys.argv[1] == "sqldef":
        pairs = sqldef(sys.argv[2], sys.argv[3])
    elif len(sys.argv) == 3 and sys.argv[1] == "migra":
        pairs = migra(sys.argv[2])
    elif len(sys.argv) > 3 and sys.argv[1] == "chain":
        pairs = chain(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(__doc__)
    for each in pairs:
        print(json.dumps(each))


if __name__ == "__main__":
    main()
