"""Notices: reading one's own, and how an office words and sends them."""
