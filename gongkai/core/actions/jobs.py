"""What a person does about a job that has failed for good: try again, or drop it with a reason."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import Act, Refused, acting
from gongkai.core.models import Job, JobState

verbs.register("job.retry", _("重试后台任务"), _("重试后台任务“%(title)s”"))
verbs.register("job.drop", _("放弃后台任务"), _("放弃后台任务“%(title)s”"))


def retry_job(job_id: int, *, by: Viewer) -> Job:
    """Put a failed job back into the queue, with all its tries.

    Raises:
        Refused: it has not failed, or the same waits already.
    """
    with acting(by) as act:
        job = _failed(act, job_id)
        if Job.objects.filter(kind=job.kind, key=job.key, state=JobState.QUEUED).exists():
            raise Refused(gettext("同样的任务已在排队，不必重试；可放弃这一条。"))
        job.state = JobState.QUEUED
        job.attempts = 0
        job.run_at = by.at
        job.finished_at = None
        job.save(update_fields=["state", "attempts", "run_at", "finished_at"])
        act.event("job.retry", job, title=_title(job), data={"error": job.last_error[:500]})
    return job


def drop_job(job_id: int, *, reason: str, by: Viewer) -> None:
    """Drop a failed job for good; the event keeps its kind, key, last error and the reason.

    Raises:
        Refused: no reason given, or it has not failed.
    """
    clean = reason.strip()
    if not clean or len(clean) > 200:
        raise Refused(gettext("请写明放弃的理由，不超过200个字。"), "reason")
    with acting(by) as act:
        job = _failed(act, job_id)
        data = {"reason": clean, "error": job.last_error[:500]}
        act.event("job.drop", job, title=_title(job), data=data)
        job.delete()


def _failed(act: Act, job_id: int) -> Job:
    job = act.lock(Job, job_id)
    act.require("jobs.manage")
    if job.state != JobState.DEAD:
        raise Refused(gettext("只有失败的任务可以这样处理；它可能刚被他人处理过。"))
    return job


def _title(job: Job) -> str:
    return f"{job.kind} {job.key}"
