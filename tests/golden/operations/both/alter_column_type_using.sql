-- sqlite upgrade
-- rebuild of runs:
- SELECT id, project_id, state, note, seconds, deadline
+ SELECT id, project_id, state, note, seconds, replace(deadline, '-', '/')

-- sqlite downgrade
-- rebuild of runs:
- SELECT id, project_id, state, note, seconds, deadline
+ SELECT id, project_id, state, note, seconds, replace(deadline, '/', '-')

-- postgres upgrade
ALTER TABLE runs ALTER COLUMN deadline TYPE text USING to_char(deadline, 'YYYY/MM/DD');

-- postgres downgrade
ALTER TABLE runs ALTER COLUMN deadline TYPE date USING to_date(deadline, 'YYYY/MM/DD');

