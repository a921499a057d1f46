"""A fictional county to work in: units, people with roles, two years of published items.

Everything comes from a seeded draw and a day to end at, so everybody sees the same county; nobody
in it exists.
"""
