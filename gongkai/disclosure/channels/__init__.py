"""Outgoing channels: adapters that hand a published item to another system and give a receipt.

An adapter is a function of an :class:`Outgoing` and a :class:`Handed` value; it may be called
twice for the same edition, so what it does has to be the same the second time.
"""

from gongkai.disclosure.channels.sending import deliver
from gongkai.disclosure.channels.values import DeliveryError, Handed

__all__ = ["DeliveryError", "Handed", "deliver"]
