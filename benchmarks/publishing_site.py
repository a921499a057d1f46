"""A site with an archive of some size, for ``benchmarks.publishing``; run in a process of its own.

``build N`` makes the county and takes N items over, in lists of ten thousand. Index, fronts, years,
feeds, site maps and the months of the last year are those of the product. The archive's own pages
are short stand-ins and earlier months are left out: no publication looks at them, and at 200,000
items they are most of what a rebuild of the whole portal takes.
``publish N`` has N items published while ``gongkai worker`` runs beside, ``calm`` leaves it nothing
else to do in a site built before. All print JSON.
``GONGKAI_VAR`` names the folder.
"""

import json
import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - after the set-up
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from gongkai.core import periodic  # noqa: E402
from gongkai.core.access import Viewer, viewer_of  # noqa: E402
from gongkai.core.models import Job, JobState, PeriodicSlot, Person, Unit  # noqa: E402
from gongkai.core.roles import install_roles  # noqa: E402
from gongkai.demo.county import plant_units, settle_people  # noqa: E402
from gongkai.disclosure import rulebook  # noqa: E402
from gongkai.disclosure.actions import drafting, releasing, reviewing  # noqa: E402
from gongkai.disclosure.actions.taking_over import Former, take_over  # noqa: E402
from gongkai.disclosure.content import Content  # noqa: E402
from gongkai.disclosure.models import Edition  # noqa: E402
from gongkai.disclosure.open_data.units import present_units  # noqa: E402
from gongkai.disclosure.workflow import standing  # noqa: E402
from gongkai.portal.jobs import tree  # noqa: E402
from gongkai.portal.pages.affected import everything  # noqa: E402
from gongkai.portal.pages.rendering import Renderer  # noqa: E402
from gongkai.portal.searching.indexing import rebuild_index  # noqa: E402
from gongkai.portal.searching.views import the_index  # noqa: E402
from gongkai.portal.tree import Outcome, Rendered, rebuild  # noqa: E402
from gongkai.portal.tree.media import media_type  # noqa: E402
from gongkai.search import PUBLIC, search  # noqa: E402

LIST = 10_000
NEW = "新增公告"
MONTH_PAGE = re.compile(r"/([0-9]{4}-[0-9]{2})/$")
YEARS = 10
CHAIN = ("lisi", "wangwu", "qianqi")
MATTERS = ("农村公路养护", "惠农补贴发放", "义务教育招生", "居家养老服务", "防汛抗旱", "危房改造")
PARAGRAPHS = (
    "为做好{matter}，方便群众了解和办理，现将有关事项公开如下。",
    "本期涉及 {count} 户，资金合计 {money} 万元，结果张榜公布。",
    "对结果有异议的，自公布之日起七日内可以提出，工作人员应当登记并书面答复。",
    "本年度已安排检查 {count} 次，未完成的列入下一季度计划。",
    "{matter}的进展按季度公布；内容发生变化的，及时更新。",
)
# What most offices publish; the other types are rare everywhere.
TYPES = ("notice", "notice", "notice", "policy", "statistics", "licence", "budget", "normative")


# --- the archive ----------------------------------------------------------------------------


def build(count: int) -> dict[str, float]:
    """Make the site; return the seconds that taking over one list of ten thousand took."""
    now = timezone.localtime()
    by = Viewer.system("示例县", now)
    call_command("migrate", verbosity=0)
    install_roles()
    plant_units(by)
    settle_people(by)
    taken = [_took(partial(take_over, part, by=by)) for part in _lists(count, now)]
    rebuild_index(now.date())
    _rebuild_pages(now)
    _only_what_is_published()
    return {"import": min(wall for wall, _ in taken), "import cpu": min(cpu for _, cpu in taken)}


def _took(work: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = perf_counter(), process_time()
    work()
    return perf_counter() - wall, process_time() - cpu


def _lists(count: int, now: datetime) -> Iterator[list[Former]]:
    chance = random.Random(20260101)
    codes = [one.code for one in Unit.objects.order_by("pk") if one.kind != "section"]
    nodes = [node.id for node in rulebook.pack().catalogue("statutory").walk() if node.leaf]
    step = timedelta(days=365 * YEARS) / count
    for start in range(0, count, LIST):
        places = range(start, min(start + LIST, count))
        yield [_former(n, now - step * (count - n), codes, nodes, chance) for n in places]


def _former(
    n: int, at: datetime, codes: list[str], nodes: list[str], chance: random.Random
) -> Former:
    unit, matter = chance.choice(codes), chance.choice(MATTERS)
    figures = {name: chance.randrange(1, 9_000) for name in ("count", "money")}
    body = "".join(
        f"<p>{one.format(matter=matter, **figures)}</p>" for one in chance.sample(PARAGRAPHS, k=4)
    )
    said = Content(
        title=f"{matter}（第 {n + 1} 期）",
        body_html=body,
        issuer="示例县",
        issued_on=at.date(),
        keywords=(matter,),
    )
    return Former(unit, chance.choice(nodes), chance.choice(TYPES), said, at)


def _rebuild_pages(now: datetime) -> None:
    renderer = Renderer(now)

    def render(address: str) -> Outcome:
        if not address.startswith("/item/"):
            return renderer.render(address)
        key, name = address.split("/")[2:4]
        kind = media_type(name or "index.html")
        content = f"<!DOCTYPE html><title>{key}</title>".encode()
        return Rendered(content, kind, frozenset({f"item:{key}"}), now)

    pages = (one for one in everything(present_units(now)) if _is_touched(one, now))
    rebuild(tree(), pages, render, keep=0)


def _is_touched(address: str, now: datetime) -> bool:
    """Whether a publication may look at a page: neither at twins nor at months long past."""
    if address.endswith(("/history/", "/item.json")):
        return False
    month = MONTH_PAGE.search(address)
    return month is None or month[1] > f"{now - timedelta(days=365):%Y-%m}"


def _only_what_is_published() -> None:
    """Let the worker find nothing to do of itself: neither the night's work nor the archive."""
    Job.objects.all().delete()
    for at in (timezone.localtime(), timezone.localtime() + timedelta(days=1)):
        for one in periodic.schedules().values():
            PeriodicSlot.objects.get_or_create(name=one.name, slot=one.latest(at))


# --- publications ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Publication:
    """Seconds from the press of the button until the action, the page, the search had it."""

    action: float
    page: float
    found: float


def publish(count: int) -> list[Publication]:
    """Publish items one after another; the worker has been started already."""
    before = Edition.objects.filter(title__startswith=NEW).count()
    editions = [_approved(f"{NEW}{n}号：{_unheard(n)}") for n in range(before, before + count)]
    publications = []
    for edition in editions:
        _idle()
        publications.append(_publish(edition))
    return publications


def _unheard(n: int) -> str:
    """A word that nothing else in the archive has: of the names of fish and birds, 300 in all."""
    return "".join(chr(0x9C00 + n * 3 + k) for k in range(3))


def _idle() -> None:
    """Wait until the worker has nothing to do, as it is when somebody publishes."""
    while Job.objects.filter(
        state__in=[JobState.QUEUED, JobState.RUNNING], run_at__lte=timezone.now()
    ).exists():
        time.sleep(0.05)
    time.sleep(random.random())  # the worker looks at its own times


def _publish(edition: Edition) -> Publication:
    page = tree().root / "current" / "pages" / "item" / edition.item.key / "index.html"
    by = _viewer("qianqi")
    began = perf_counter()
    releasing.publish(edition.pk, by=by)
    action = perf_counter() - began
    shown = _once(lambda: page.exists() and edition.title in page.read_text("utf-8")) - began
    words = edition.title.rpartition("：")[2]
    found = _once(lambda: search(the_index(), words, levels=[PUBLIC]).total == 1) - began
    return Publication(action, shown, found)


def _once(happened: Callable[[], bool]) -> float:
    end = perf_counter() + 120
    while not happened():
        assert perf_counter() < end, "it never became visible"
        time.sleep(0.01)  # who looks must not take the processor from who works
    return perf_counter()


def _approved(title: str) -> Edition:
    clerk = _viewer("zhangsan")
    unit = Person.objects.get(username="zhangsan").unit_id
    edition = drafting.start_item(
        unit, category="budgets", content_type="notice", title=title, by=clerk
    )
    said = Content(
        title=title,
        body_html=f"<p>为方便群众了解和监督，现将{title}公开如下。</p>" * 5,
        issuer="示例县财政局",
        issued_on=clerk.at.date(),
    )
    edition = drafting.save_draft(edition.pk, version=edition.version, said=said, by=clerk)
    reviewing.submit(edition.pk, by=clerk)
    for reviewer in CHAIN:
        edition = Edition.objects.select_related("item__unit").get(pk=edition.pk)
        awaited = standing(edition.item, edition).review.awaited
        assert awaited is not None
        reviewing.sign(
            edition.pk,
            step=awaited.id,
            fingerprint=edition.fingerprint,
            opinion="同意。",
            by=_viewer(reviewer),
        )
    return Edition.objects.select_related("item").get(pk=edition.pk)


def _viewer(username: str) -> Viewer:
    found = Person.objects.select_related("unit").get(username=username)
    return viewer_of(found, timezone.localtime())


def main() -> None:
    """Do what the command line says."""
    match sys.argv[1:]:
        case ["build", count]:
            print(json.dumps(build(int(count))))
        case ["calm"]:
            _only_what_is_published()
            print("{}")
        case ["publish", count]:
            print(json.dumps([[p.action, p.page, p.found] for p in publish(int(count))]))
        case _:
            sys.exit(f"{Path(__file__).name}: build N | calm | publish N; data in {settings.VAR}")


if __name__ == "__main__":
    main()
