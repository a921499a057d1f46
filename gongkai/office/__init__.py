"""Screens of the back office, one sub-package per capability."""
