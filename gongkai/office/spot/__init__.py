"""Screens of spot checks: the draw, the visits, the findings, their papers."""
