"""The list townships check themselves by, as the pack of this installation has it."""

from functools import cache
from pathlib import Path

from django.conf import settings

from gongkai.policy.library import Library
from gongkai.policy.selfchecks import DEFAULT, load_selfcheck
from gongkai.rules.selfchecks import CheckList


def checklist() -> CheckList:
    """Return the list of the pack named by ``settings.GONGKAI_SELFCHECK_PACK``.

    Raises:
        ProblemsError: the pack has none, or it is wrong.
    """
    name = getattr(settings, "GONGKAI_SELFCHECK_PACK", DEFAULT)
    return _loaded(name, Path(settings.GONGKAI_DATA) / "packs")


@cache
def _loaded(name: str, local: Path) -> CheckList:
    return load_selfcheck(Library(local), name)
