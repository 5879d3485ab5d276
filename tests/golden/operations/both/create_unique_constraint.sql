-- sqlite upgrade
CREATE TABLE _migrate_new_tags (
  run BIGINT,
  word TEXT,
  CONSTRAINT uq_tags_word UNIQUE (word)
);
INSERT OR ABORT INTO _migrate_new_tags (rowid, run, word)
SELECT rowid, run, word
FROM tags;
DROP TABLE tags;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_tags RENAME TO tags;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _migrate_new_projects (
  id INTEGER NOT NULL,
  name VARCHAR(40) NOT NULL,
  owner TEXT,
  CONSTRAINT pk_projects PRIMARY KEY (id),
  CONSTRAINT one_owner UNIQUE (name, owner)
);
INSERT OR ABORT INTO _migrate_new_projects (id, name, owner)
SELECT id, name, owner
FROM projects;
DROP TABLE projects;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_projects RENAME TO projects;
PRAGMA legacy_alter_table = OFF;

-- sqlite downgrade
CREATE TABLE _migrate_new_projects (
  id INTEGER NOT NULL,
  name VARCHAR(40) NOT NULL,
  owner TEXT,
  CONSTRAINT pk_projects PRIMARY KEY (id)
);
INSERT OR ABORT INTO _migrate_new_projects (id, name, owner)
SELECT id, name, owner
FROM projects;
DROP TABLE projects;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_projects RENAME TO projects;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _migrate_new_tags (
  run BIGINT,
  word TEXT
);
INSERT OR ABORT INTO _migrate_new_tags (rowid, run, word)
SELECT rowid, run, word
FROM tags;
DROP TABLE tags;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_tags RENAME TO tags;
PRAGMA legacy_alter_table = OFF;

-- postgres upgrade
ALTER TABLE tags ADD CONSTRAINT uq_tags_word UNIQUE (word) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE projects ADD CONSTRAINT one_owner UNIQUE (name, owner);

-- postgres downgrade
ALTER TABLE projects DROP CONSTRAINT one_owner;
ALTER TABLE tags DROP CONSTRAINT uq_tags_word;

