"""Writes of assessment: one module for each kind of work."""
