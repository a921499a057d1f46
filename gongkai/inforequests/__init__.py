"""Disclosure on request (依申请公开): today the statutory clock of one request, from its events."""
