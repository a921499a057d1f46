"""Screens of proactive disclosure: items, drafting, review, release, duties."""
