"""The application of the screens of surveys."""

from django.apps import AppConfig


class OfficeSurveysConfig(AppConfig):
    """Registers the screens under a label of their own."""

    name = "gongkai.office.surveys"
    label = "office_surveys"
