"""Writes of surveys: built, held, answered, closed. No write of an answer says who gave it."""
