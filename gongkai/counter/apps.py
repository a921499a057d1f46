"""The application of public forms."""

from django.apps import AppConfig


class CounterConfig(AppConfig):
    """Registers public forms with Django under the label ``counter``."""

    name = "gongkai.counter"
    label = "counter"
