"""Reads of proactive disclosure.

What the public sees comes from ``queries.published`` alone. Everything else takes the viewer:
``queries.items`` (lists, one item, its timeline), ``queries.review`` (what waits for whom,
comparison, the approval sheet), ``queries.duties``, ``queries.files``.
"""
