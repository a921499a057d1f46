"""What is done with surveys every night; importing this registers it."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from gongkai.assessment.actions.surveys.running import close_over
from gongkai.core.access import Viewer
from gongkai.core.outbox import Run
from gongkai.core.periodic import every


@every("assessment.surveys", _("结束到期的问卷"), daily=time(0, 20))
def close_surveys(run: Run) -> None:
    """Close the surveys whose last day is over, and establish their results."""
    close_over(by=Viewer.system(str(_("定时任务")), run.at))
