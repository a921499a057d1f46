"""The application of the screens of the scoring desk."""

from django.apps import AppConfig


class OfficeScoringConfig(AppConfig):
    """Registers the screens under a label of their own."""

    name = "gongkai.office.scoring"
    label = "office_scoring"
