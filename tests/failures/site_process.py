"""A whole site in a folder of its own, and workers on it that die where they are told to.

``prepare`` makes 示例县 with an archive and one edition due to be published. ``die STAGE:POINT …``
runs a worker for each point, each killed there. ``look`` prints how what the public sees agrees
with the database. Run by ``test_killed_worker``; ``GONGKAI_VAR`` names the folder.
"""

import json
import os
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - after the set-up
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from gongkai.core import outbox, periodic  # noqa: E402
from gongkai.core.audit import verify  # noqa: E402
from gongkai.core.models import Event, Job, JobState, Notice, PeriodicSlot  # noqa: E402
from gongkai.core.worker import Worker  # noqa: E402
from gongkai.disclosure.actions import releasing  # noqa: E402
from gongkai.disclosure.actions.taking_over import Former, take_over  # noqa: E402
from gongkai.disclosure.models import Edition, Item  # noqa: E402
from gongkai.disclosure.open_data.units import present_units  # noqa: E402
from gongkai.disclosure.queries.published import public_items  # noqa: E402
from gongkai.portal.jobs import rebuild_pages, tree  # noqa: E402
from gongkai.portal.pages.affected import everything  # noqa: E402
from gongkai.portal.pages.rendering import Renderer  # noqa: E402
from gongkai.portal.searching.indexing import rebuild_index  # noqa: E402
from gongkai.portal.tree import Rendered  # noqa: E402
from gongkai.search import PUBLIC, Index, search  # noqa: E402
from gongkai.search.index import ids_of  # noqa: E402
from tests.disclosure.app.office import MORNING, SAID, Office  # noqa: E402
from tests.people import SYSTEM, People  # noqa: E402

TITLE = "关于发放夏季防汛补贴的通知"


# --- before ---------------------------------------------------------------------------------


def prepare() -> None:
    """Make the site; nothing but the one publication is due when a worker comes."""
    call_command("migrate", verbosity=0)
    office = Office(People())
    old = [
        Former("caizheng", "budgets", "notice", said, MORNING - timedelta(days=20 * n + 1))
        for n in range(6)
        for said in [replace(SAID, title=f"第{n + 1}期收支公告")]
    ]
    take_over(old, by=SYSTEM)
    rebuild_pages(MORNING)
    rebuild_index(MORNING.date())
    edition = office.approved(replace(SAID, title=TITLE))
    releasing.schedule(edition.pk, release_at=MORNING + timedelta(minutes=1), by=office.chief)
    Job.objects.exclude(kind="disclosure.release").delete()
    for at in (timezone.localtime(), timezone.localtime() + timedelta(days=1)):
        for one in periodic.schedules().values():
            PeriodicSlot.objects.get_or_create(name=one.name, slot=one.latest(at))


# --- deaths ---------------------------------------------------------------------------------


def die(points: list[str]) -> None:
    """Let one worker after another die; the first that finds no work ends. Print how many died."""
    deaths = 0
    for point in points:
        child = os.fork()
        if child == 0:
            _work_until(*point.split(":"))
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            assert os.WEXITSTATUS(status) == 0, "the worker failed; see its traceback"
            break
        assert os.WTERMSIG(status) == signal.SIGKILL
        deaths += 1
    print(deaths)


def _work_until(stage: str, point: str) -> None:
    try:
        _STAGES[stage](int(point))
        worker = Worker()
        outbox.free_orphans(worker.clock())
        while Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING]).exists():
            if not worker.step():
                time.sleep(0.1)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _in_release(point: int) -> None:
    """Die at a statement of the action that publishes; after the last, before it is struck out."""
    kind = outbox.kinds()["disclosure.release"]
    left = point

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            _kill()
        return execute(*arguments)

    def handler(run: outbox.Run) -> None:
        from django.db import connection

        with connection.execute_wrapper(count):
            kind.handler(run)
        _kill()

    outbox._KINDS[kind.name] = replace(kind, handler=handler)


def _in_files(event: str, pattern: str) -> Callable[[int], None]:
    """Die at the n-th step on the disk of a kind."""
    wanted = re.compile(pattern)

    def arm(point: int) -> None:
        left = point

        def count(happened: str, arguments: tuple[Any, ...]) -> None:
            nonlocal left
            if happened == event and any(wanted.search(str(one)) for one in arguments):
                left -= 1
                if left < 0:
                    _kill()

        sys.addaudithook(count)

    return arm


def _in_index(point: int) -> None:
    """Die some milliseconds after the index has been locked to put the document in.

    The engine does its work outside of Python, so another process has to watch the clock.
    """
    left = 2  # it is opened, then written to; nothing is gone that it were cleared of

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event == "open" and str(arguments[0]).endswith("search/writer.lock"):
            left -= 1
            if left == 0 and os.fork() == 0:
                time.sleep(point / 1000)
                os.kill(os.getppid(), signal.SIGKILL)
                os._exit(0)

    sys.addaudithook(count)


_STAGES: dict[str, Callable[[int], None]] = {
    "release": _in_release,
    "pages": _in_files("open", r"/staging/\d+$"),
    "switch": _in_files("os.rename", r"/pages/"),
    "placed": _in_files("open", r"/absent\.json\.new$"),
    "struck": _in_files("os.rmdir", r"/pages/"),
    "index": _in_index,
}


# --- after ----------------------------------------------------------------------------------


def look() -> None:
    """Print what the public finds at each outlet, and where it is not what the database says."""
    item = Item.objects.get(editions__title=TITLE)
    index = Index.open(settings.GONGKAI_SEARCH)
    found = search(index, TITLE, levels=[PUBLIC])
    feed = (tree().root / "current" / "pages" / "feed.atom").read_text(encoding="utf-8")
    public = {one.item.key for one in public_items()}
    staging = tree().root / "current" / "staging"
    print(
        json.dumps(
            {
                "state": Edition.objects.get(item=item).state,
                "number": item.index_number,
                "events": Event.objects.filter(verb="edition.publish").count(),
                "notices": Notice.objects.filter(kind="disclosure.published").count(),
                "open jobs": list(
                    Job.objects.exclude(state=JobState.DONE).values_list("kind", flat=True)
                ),
                "attempts": Counter(
                    {one.kind: one.attempts for one in Job.objects.order_by("attempts")}
                ),
                "in the feed": feed.count(f"<title>{TITLE}</title>"),
                "found": sum(one.document.id == item.key for one in found.hits),
                "index": sorted(set(ids_of(index.view())) ^ public),
                "pages": list(_differences(timezone.localtime())),
                "staging": [path.name for path in staging.iterdir()],
                "chain": [str(one) for one in verify()],
            }
        )
    )


def _differences(now: datetime) -> Iterator[str]:
    """Yield addresses whose file is not what they come to now, and files that nobody expects."""
    folder, renderer = tree().root / "current" / "pages", Renderer(now)
    expected = set[Path]()
    for address in everything(present_units(now)):
        outcome = renderer.render(address)
        if not isinstance(outcome, Rendered):
            continue
        path = folder / (address[1:] + ("index.html" if address.endswith("/") else ""))
        expected |= {path, path.with_name(path.name + ".gz")}
        # What says when it was made says another moment each time.
        moving = address == "/sitemap.xml"
        if not path.exists() or (not moving and path.read_bytes() != outcome.content):
            yield address
    yield from (str(one) for one in folder.rglob("*") if one.is_file() and one not in expected)


def main() -> None:
    match sys.argv[1:]:
        case ["prepare"]:
            prepare()
        case ["die", *points]:
            die(points)
        case ["look"]:
            look()


if __name__ == "__main__":
    main()
