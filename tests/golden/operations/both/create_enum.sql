-- sqlite upgrade

-- sqlite downgrade

-- postgres upgrade
CREATE TYPE speed AS ENUM ('slow', 'it''s fast');

-- postgres downgrade
DROP TYPE speed;

