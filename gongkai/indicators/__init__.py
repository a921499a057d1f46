"""Measures over published records, written once and run on DuckDB, SQLite, PostgreSQL or Spark."""
