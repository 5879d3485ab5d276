-- sqlite upgrade
DROP TRIGGER tags_count;

-- sqlite downgrade
CREATE TRIGGER tags_count AFTER INSERT ON tags BEGIN
  UPDATE runs SET seconds = seconds + 1 WHERE id = NEW.run;
END;

-- postgres upgrade
DROP TRIGGER tags_count ON tags;
DROP FUNCTION count_word();

-- postgres downgrade
CREATE FUNCTION count_word() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE runs SET seconds = seconds + 1 WHERE id = NEW.run;
  RETURN NEW;
END $$;
CREATE TRIGGER tags_count AFTER INSERT ON tags FOR EACH ROW EXECUTE FUNCTION count_word();

