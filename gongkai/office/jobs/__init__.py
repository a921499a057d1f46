"""Background jobs: what waits, what failed, and who works on it."""
