-- sqlite upgrade
CREATE TABLE memberships (
  project_id INTEGER NOT NULL,
  person TEXT NOT NULL,
  since TEXT DEFAULT '2026-01-01',
  CONSTRAINT pk_memberships PRIMARY KEY (project_id, person),
  CONSTRAINT fk_memberships_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE hours (
  project_id INTEGER,
  worker TEXT,
  day TEXT NOT NULL,
  shift SMALLINT NOT NULL,
  CONSTRAINT pk_hours PRIMARY KEY (day, shift),
  CONSTRAINT hours_of_a_member FOREIGN KEY (project_id, worker) REFERENCES memberships (project_id, person) ON UPDATE CASCADE
);

-- sqlite downgrade
DROP TABLE hours;
DROP TABLE memberships;

-- postgres upgrade
CREATE TABLE memberships (
  project_id integer NOT NULL,
  person text NOT NULL,
  since date DEFAULT '2026-01-01',
  CONSTRAINT pk_memberships PRIMARY KEY (project_id, person),
  CONSTRAINT fk_memberships_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE hours (
  project_id integer,
  worker text,
  day date NOT NULL,
  shift smallint NOT NULL,
  CONSTRAINT pk_hours PRIMARY KEY (day, shift),
  CONSTRAINT hours_of_a_member FOREIGN KEY (project_id, worker) REFERENCES memberships (project_id, person) ON UPDATE CASCADE
);

-- postgres downgrade
DROP TABLE hours;
DROP TABLE memberships;

