"""The database: tables' base, engine, units of work and migrations; knows no capability."""
