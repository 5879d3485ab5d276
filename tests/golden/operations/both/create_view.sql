-- sqlite upgrade
CREATE VIEW busy_runs AS SELECT id, note FROM runs WHERE state = 'busy';

-- sqlite downgrade
DROP VIEW busy_runs;

-- postgres upgrade
CREATE VIEW busy_runs AS SELECT id, note FROM runs WHERE state = 'busy';

-- postgres downgrade
DROP VIEW busy_runs;

