-- sqlite upgrade
INSERT INTO projects (id, name, owner) VALUES
  (10, 'it''s; -- fine', NULL);
INSERT INTO projects (id, name) VALUES
  (11, '{sql}');
INSERT INTO projects (id, name, owner) VALUES
  (12, '12', lower('ADA'));

-- sqlite downgrade
DELETE FROM projects WHERE id >= 10;

-- postgres upgrade
INSERT INTO projects (id, name, owner) VALUES
  (10, 'it''s; -- fine', NULL);
INSERT INTO projects (id, name) VALUES
  (11, '{sql}');
INSERT INTO projects (id, name, owner) VALUES
  (12, '12', lower('ADA'));

-- postgres downgrade
DELETE FROM projects WHERE id >= 10;

