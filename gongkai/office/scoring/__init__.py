"""Screens of the scoring desk: what is assigned, one unit item by item, how far everybody is."""
