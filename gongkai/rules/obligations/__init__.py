"""Obligations: what a unit must open, by when, and whether it did."""
