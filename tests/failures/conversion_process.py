"""A site where one old Word file waits to be converted. Run by ``test_killed_conversion``.

``prepare FILE`` makes 示例县 with a draft the file was uploaded into; ``look`` prints what became
of it. ``GONGKAI_VAR`` names the folder.
"""

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - after the set-up
from django.utils import timezone  # noqa: E402

from gongkai.core import periodic  # noqa: E402
from gongkai.core.models import Event, Job, PeriodicSlot  # noqa: E402
from gongkai.disclosure.actions import bringing, drafting  # noqa: E402
from gongkai.disclosure.models import Edition, WaitingImport  # noqa: E402
from tests.disclosure.app.office import Office  # noqa: E402
from tests.people import People  # noqa: E402


def prepare(file: Path) -> None:
    """Upload the file; nothing else is due."""
    now = timezone.localtime()
    for one in periodic.schedules().values():
        PeriodicSlot.objects.get_or_create(name=one.name, slot=one.latest(now))
    office = Office(People(), now=now)
    draft = drafting.start_item(
        office.people.unit("caizheng").pk, category="others", content_type="notice", by=office.clerk
    )
    bringing.bring_document(
        draft.pk, version=draft.version, data=file.read_bytes(), name=file.name, by=office.clerk
    )


def look() -> None:
    """Print where the document stands."""
    job = Job.objects.get(kind=bringing.IMPORT)
    print(
        json.dumps(
            {
                "title": Edition.objects.get().title,
                "imports": Event.objects.filter(verb="edition.import").count(),
                "waiting": WaitingImport.objects.count(),
                "held": len(list(Path(settings.GONGKAI_FILES, "held").glob("*"))),
                "job": [job.state, job.attempts],
            }
        )
    )


if __name__ == "__main__":
    prepare(Path(sys.argv[2])) if sys.argv[1] == "prepare" else look()
