"""Proactive disclosure (主动公开): today the checks of a document before it is submitted."""
