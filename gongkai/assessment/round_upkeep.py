"""What is done for rounds by the worker: news and reminders; importing this registers it."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from gongkai.assessment.actions.reminding import remind_rounds, tell_news
from gongkai.assessment.round_news import KINDS, NEWS
from gongkai.core.access import Viewer
from gongkai.core.outbox import Run, job
from gongkai.core.periodic import every


@every("assessment.rounds_due", _("提醒考核阶段截止"), daily=time(7, 20))
def remind(run: Run) -> None:
    """Remind whoever still owes a round something of last days that are near."""
    remind_rounds(by=Viewer.system(str(_("定时任务")), run.at))


@job(NEWS, _("告知考核开始、结果通报"))
def news(run: Run) -> None:
    """Tell the units of a round what has happened; whoever was told is passed over."""
    pk, _colon, kind = run.key.partition(":")
    tell_news(int(pk), KINDS[kind], by=Viewer.system("考核通知", run.at))
