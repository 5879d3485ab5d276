COPY a (b) FROM stdin;
it's	(
\.
SELECT 1; \connect x
.read y
