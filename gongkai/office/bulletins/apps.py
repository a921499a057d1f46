"""The application of the screens of monthly bulletins."""

from django.apps import AppConfig


class OfficeBulletinsConfig(AppConfig):
    """Registers the screens under a label of their own."""

    name = "gongkai.office.bulletins"
    label = "office_bulletins"
