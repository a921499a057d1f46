"""Screens of the assessment: packs, scoreboard, a unit's explanation, what-if."""
