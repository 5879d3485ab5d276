-- sqlite upgrade
CREATE TRIGGER tags_count AFTER INSERT ON tags BEGIN
  UPDATE runs SET seconds = seconds + 1 WHERE id = NEW.run;
END;

-- sqlite downgrade
DROP TRIGGER tags_count;

-- postgres upgrade
CREATE FUNCTION count_word() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE runs SET seconds = seconds + 1 WHERE id = NEW.run;
  RETURN NEW;
END $$;
CREATE TRIGGER tags_count AFTER INSERT ON tags FOR EACH ROW EXECUTE FUNCTION count_word();

-- postgres downgrade
DROP TRIGGER tags_count ON tags;
DROP FUNCTION count_word();

