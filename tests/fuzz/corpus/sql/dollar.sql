DO $$ ; $a$ ' $$; DO $x1$ $$ $x $x1$; SELECT a$$, $1$;
