-- postgres upgrade
ALTER TABLE shifts ADD CONSTRAINT one_at_a_time EXCLUDE USING gist (during WITH &&, (int4range(place, place, '[]')) WITH &&) WHERE (place > 0) DEFERRABLE INITIALLY IMMEDIATE;

-- postgres downgrade
ALTER TABLE shifts DROP CONSTRAINT one_at_a_time;

