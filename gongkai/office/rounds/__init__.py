"""Screens of a round: opened, arranged, followed to its bulletin."""
