"""A site where a program has to read one file. Run by ``test_killed_conversion``.

``convert FILE`` makes 示例县 with a draft an old Word file was uploaded into, ``attach FILE`` with
one a PDF is attached to and checked; ``converted`` and ``attached`` print what became of it.
``GONGKAI_VAR`` names the folder.
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
from gongkai.disclosure import readable  # noqa: E402
from gongkai.disclosure.actions import bringing, checking, drafting, files  # noqa: E402
from gongkai.disclosure.findings import findings_of  # noqa: E402
from gongkai.disclosure.models import Edition, ReadableCopy, WaitingImport  # noqa: E402
from tests.disclosure.app.office import Office  # noqa: E402
from tests.people import People  # noqa: E402


def quiet_office() -> Office:
    """Make 示例县 now, with all that is periodic done."""
    now = timezone.localtime()
    for one in periodic.schedules().values():
        PeriodicSlot.objects.get_or_create(name=one.name, slot=one.latest(now))
    return Office(People(), now=now)


def convert(file: Path) -> None:
    """Upload the file."""
    office = quiet_office()
    draft = drafting.start_item(
        office.people.unit("caizheng").pk, category="others", content_type="notice", by=office.clerk
    )
    bringing.bring_document(
        draft.pk, version=draft.version, data=file.read_bytes(), name=file.name, by=office.clerk
    )


def attach(file: Path) -> None:
    """Attach the file and check the draft."""
    office = quiet_office()
    draft = office.draft()
    files.attach_file(draft.pk, data=file.read_bytes(), name=file.name, by=office.clerk)
    checking.run_checks(draft.pk, by=office.clerk)


def converted() -> dict[str, object]:
    """Return where the document stands."""
    return {
        "title": Edition.objects.get().title,
        "imports": Event.objects.filter(verb="edition.import").count(),
        "waiting": WaitingImport.objects.count(),
        "held": len(list(Path(settings.GONGKAI_FILES, "held").glob("*"))),
        "job": _job(bringing.IMPORT),
    }


def attached() -> dict[str, object]:
    """Return where the file stands."""
    return {
        "copy": ReadableCopy.objects.get().state,
        "found": [one["code"] for one in findings_of(Edition.objects.get()).found],
        "job": _job(readable.READ),
    }


def _job(kind: str) -> list[object]:
    job = Job.objects.get(kind=kind)
    return [job.state, job.attempts]


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["convert", file]:
            convert(Path(file))
        case ["attach", file]:
            attach(Path(file))
        case ["converted"]:
            print(json.dumps(converted()))
        case _:
            print(json.dumps(attached()))
