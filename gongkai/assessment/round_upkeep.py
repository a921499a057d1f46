"""What is done with running rounds every morning; importing this registers it."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from gongkai.assessment.actions.reminding import remind_rounds
from gongkai.core.access import Viewer
from gongkai.core.outbox import Run
from gongkai.core.periodic import every


@every("assessment.rounds_due", _("提醒考核阶段截止"), daily=time(7, 20))
def remind(run: Run) -> None:
    """Remind whoever still owes a round something of last days that are near."""
    remind_rounds(by=Viewer.system(str(_("定时任务")), run.at))
