-- revision: a

