"""The application of assessment."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Registers assessment with Django under the label ``assessment``."""

    name = "gongkai.assessment"
    label = "assessment"
    verbose_name = "考核"

    def ready(self) -> None:
        """Register verbs of events, notices, jobs, and what goes on to-do lists."""
        from gongkai.assessment import (
            appeal_todos,
            indicator_todos,
            indicator_upkeep,
            mending_todos,
            result_todos,
            round_upkeep,
            scoring_todos,
            self_telling,
            site_todos,
            site_verbs,
            spot_todos,
            todos,
            verbs,
        )
        from gongkai.assessment.surveys import todos as survey_todos
        from gongkai.assessment.surveys import upkeep

        del (
            appeal_todos,
            indicator_todos,
            indicator_upkeep,
            mending_todos,
            result_todos,
            round_upkeep,
            scoring_todos,
            self_telling,
            site_todos,
            site_verbs,
            spot_todos,
            survey_todos,
            todos,
            upkeep,
            verbs,
        )
