-- migrate: upgrade
SELECT 'a;''b', "c;", `d;`, [e;], U&"f", E'\';', X'00', $1;
SELECT E'a' -- c
 '\'';
