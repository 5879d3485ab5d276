-- sqlite upgrade
DELETE FROM tags WHERE word = 'slow';

-- sqlite downgrade
INSERT INTO tags (run, word) VALUES
  (1, 'slow');

-- postgres upgrade
DELETE FROM tags WHERE word = 'slow';

-- postgres downgrade
INSERT INTO tags (run, word) VALUES
  (1, 'slow');

