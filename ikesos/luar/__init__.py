"""The engine on a data set from outside: a structure and a table in, a table out. No database."""
