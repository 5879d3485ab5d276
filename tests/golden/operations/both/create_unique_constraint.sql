-- sqlite upgrade
-- rebuild of tags:
-   word TEXT
+   word TEXT,
+   CONSTRAINT uq_tags_word UNIQUE (word)
-- rebuild of projects:
-   CONSTRAINT pk_projects PRIMARY KEY (id)
+   CONSTRAINT pk_projects PRIMARY KEY (id),
+   CONSTRAINT one_owner UNIQUE (name, owner)

-- sqlite downgrade
-- rebuild of projects:
-   CONSTRAINT pk_projects PRIMARY KEY (id),
-   CONSTRAINT one_owner UNIQUE (name, owner)
+   CONSTRAINT pk_projects PRIMARY KEY (id)
-- rebuild of tags:
-   word TEXT,
-   CONSTRAINT uq_tags_word UNIQUE (word)
+   word TEXT

-- postgres upgrade
ALTER TABLE tags ADD CONSTRAINT uq_tags_word UNIQUE (word) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE projects ADD CONSTRAINT one_owner UNIQUE (name, owner);

-- postgres downgrade
ALTER TABLE projects DROP CONSTRAINT one_owner;
ALTER TABLE tags DROP CONSTRAINT uq_tags_word;

