"""Signing in, one's own account, people and their roles."""
