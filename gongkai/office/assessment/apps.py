"""The application of the assessment screens."""

from django.apps import AppConfig


class OfficeAssessmentConfig(AppConfig):
    """Registers the screens under a label of their own: ``assessment`` is the app below them."""

    name = "gongkai.office.assessment"
    label = "office_assessment"
