"""Screens of counted indicators: all of a round, all units of one, the records behind a number."""
