-- revision: cb3cf47d9259
-- down_revision: a, b
-- depends_on: c
-- branch_labels: d
-- message: add é
-- create_date: 2026-11-20T13:24:09Z
-- transaction: none
-- lossy: rows
-- compatible: true

SELECT 1;
