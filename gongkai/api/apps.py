"""The application of open data: it has no tables of its own."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registers the templates with Django under the label ``api``."""

    name = "gongkai.api"
    label = "api"
    verbose_name = "数据接口"
