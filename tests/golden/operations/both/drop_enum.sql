-- sqlite upgrade

-- sqlite downgrade

-- postgres upgrade
DROP TYPE speed;

-- postgres downgrade
CREATE TYPE speed AS ENUM ('slow', 'fast');

