"""Publishing in Wagtail, for ``benchmarks.publishing``; run by the Python of a place of its own.

``FOLDER COUNT PUBLISHED``: makes a site with an archive of COUNT pages below one list, then
publishes one page after another and prints the seconds each took until its page, the list and the
search had it, as JSON. Wagtail as it comes: SQLite, its database search, no cache. It is no
dependency of the project, so nothing of it is imported by name.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import django
from django.conf import settings

CHUNK: Final = 2_000
STEP: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PAGE: Final = (
    "<!DOCTYPE html><title>{{ page.title }}</title><p>{{ page.search_description }}</p>"
    "{% for one in page.newest %}<a href='{{ one.url }}'>{{ one.title }}</a>{% endfor %}"
)


def configure(folder: Path) -> None:
    """Set up the smallest Wagtail site there is."""
    templates = folder / "templates" / "wagtailcore"
    templates.mkdir(parents=True)
    (templates / "page.html").write_text(PAGE, encoding="utf-8")
    options = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;"}
    name = str(folder / "wagtail.sqlite3")
    settings.configure(
        SECRET_KEY="none",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="wagtail.urls",
        STATIC_URL="/static/",
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": options}
        },
        INSTALLED_APPS=[
            *("wagtail.search", "wagtail.users", "wagtail.images", "wagtail.documents"),
            *("wagtail.admin", "wagtail", "modelcluster", "taggit", "treebeard"),
            *("django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"),
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [str(templates.parent)],
                "APP_DIRS": True,
            }
        ],
        WAGTAIL_SITE_NAME="示例县",
        WAGTAILSEARCH_BACKENDS={"default": {"BACKEND": "wagtail.search.backends.database"}},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        USE_TZ=True,
    )
    django.setup()


def grow(pages: Any, home: Any, count: int) -> None:
    """Put live pages below the list, straight into the table, and have them indexed."""
    from django.contrib.contenttypes.models import ContentType
    from django.core.management import call_command
    from django.utils import timezone

    kind = ContentType.objects.get_for_model(pages)
    now = timezone.now()
    for start in range(0, count, CHUNK):
        pages.objects.bulk_create(
            pages(
                path=home.path + _step(number + 1),
                depth=home.depth + 1,
                title=f"关于第 {number} 期补贴发放的公告",
                draft_title=f"关于第 {number} 期补贴发放的公告",
                slug=f"n{number}",
                url_path=f"{home.url_path}n{number}/",
                search_description="现将有关事项通知如下，请各乡镇认真组织落实。" * 8,
                content_type=kind,
                locale=home.locale,
                live=True,
                first_published_at=now,
                last_published_at=now,
            )
            for number in range(start, min(start + CHUNK, count))
        )
    pages.objects.filter(pk=home.pk).update(numchild=count)
    call_command("update_index", verbosity=0)


def _step(number: int) -> str:
    digits = ""
    for _ in range(4):
        number, digit = divmod(number, len(STEP))
        digits = STEP[digit] + digits
    return digits


def publish(pages: Any, home: Any, number: int) -> float:
    """Publish one page; return the seconds until everybody finds it."""
    from django.test import Client

    client = Client()
    title = f"新增公告{number}号"
    page = pages(title=title, slug=f"new{number}", live=False, search_description="通知如下。" * 20)
    home.add_child(instance=page)
    revision = page.save_revision()
    began = perf_counter()
    revision.publish()
    for address in (page.url_path.removeprefix("/home"), "/"):
        assert title in client.get(address).content.decode(), address
    assert any(one.pk == page.pk for one in pages.objects.live().search(title)[:20])
    return perf_counter() - began


def main(folder: Path, count: int, published: int) -> None:
    """Make the site and publish."""
    configure(folder)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    pages = import_module("wagtail.models").Page
    pages.newest = lambda page: page.get_children().live().order_by("-first_published_at")[:40]
    home = pages.objects.get(depth=2)
    grow(pages, home, count)
    print(json.dumps([publish(pages, pages.objects.get(pk=home.pk), n) for n in range(published)]))


if __name__ == "__main__":
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
