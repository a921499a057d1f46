"""The only writers of the core's tables. Every write is an action, and leaves an event."""

from gongkai.core.actions.base import Act, Refused, acting

__all__ = ["Act", "Refused", "acting"]
