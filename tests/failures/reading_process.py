"""A site where an attached PDF waits to be read. Run by ``test_killed_conversion``.

``prepare FILE`` makes 示例县 with a draft the file is attached to and checked; ``look`` prints what
became of it. ``GONGKAI_VAR`` names the folder.
"""

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - after the set-up

from gongkai.core import periodic  # noqa: E402
from gongkai.core.models import Job, PeriodicSlot  # noqa: E402
from gongkai.disclosure import readable  # noqa: E402
from gongkai.disclosure.actions import checking, files  # noqa: E402
from gongkai.disclosure.findings import findings_of  # noqa: E402
from gongkai.disclosure.models import Edition, ReadableCopy  # noqa: E402
from tests.disclosure.app.office import Office  # noqa: E402
from tests.people import People  # noqa: E402


def prepare(file: Path) -> None:
    """Attach the file and check the draft; nothing else is due."""
    now = timezone.localtime()
    for one in periodic.schedules().values():
        PeriodicSlot.objects.get_or_create(name=one.name, slot=one.latest(now))
    office = Office(People(), now=now)
    draft = office.draft()
    files.attach_file(draft.pk, data=file.read_bytes(), name=file.name, by=office.clerk)
    checking.run_checks(draft.pk, by=office.clerk)


def look() -> None:
    """Print where the file stands."""
    job = Job.objects.get(kind=readable.READ)
    found = findings_of(Edition.objects.get()).found
    print(
        json.dumps(
            {
                "copy": ReadableCopy.objects.get().state,
                "found": [one["code"] for one in found],
                "job": [job.state, job.attempts],
            }
        )
    )


if __name__ == "__main__":
    prepare(Path(sys.argv[2])) if sys.argv[1] == "prepare" else look()
