-- sqlite upgrade
DROP VIEW busy_runs;

-- sqlite downgrade
CREATE VIEW busy_runs AS SELECT id, note FROM runs WHERE state = 'busy';

-- postgres upgrade
DROP VIEW busy_runs;

-- postgres downgrade
CREATE VIEW busy_runs AS SELECT id, note FROM runs WHERE state = 'busy';

