"""Screens of surveys: built, held on slips and paper, and what they say."""
