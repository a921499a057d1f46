"""Events: what was done, by whom, when; append-only and chained by hash.

No foreign keys: an event outlives whatever it speaks of. The database refuses to change or delete
one (triggers in the migration); ``core.audit`` finds what was changed around the database.
"""

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """One thing done. ``number`` counts without gaps; ``hash`` covers all fields and the last hash.

    ``data`` holds what changed, never the personal data itself.
    """

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=60, db_index=True)
    actor_id = models.BigIntegerField(null=True, db_index=True)
    actor_name = models.CharField(max_length=60)
    on_behalf_of = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=45, blank=True)
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64)
    object_title = models.CharField(max_length=200, blank=True)
    unit_path = models.CharField(max_length=255, blank=True, db_index=True)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=10)

    class Meta:
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [
            models.Index(fields=["object_type", "object_id"], name="core_event_object")
        ]


class EventChain(models.Model):
    """The head of the chain: one row, locked while an event is appended."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
