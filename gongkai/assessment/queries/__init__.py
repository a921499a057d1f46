"""Reads of assessment, for a viewer."""
