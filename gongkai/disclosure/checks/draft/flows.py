"""Flow charts of a draft: a chart that leads nowhere, or nobody can follow, is not published."""

from collections.abc import Iterator

from gongkai.disclosure.checks.draft.values import DraftFlow
from gongkai.disclosure.checks.values import Finding
from gongkai.rules.flows import problems_of
from gongkai.rules.text import Grade


def flow_findings(flows: tuple[DraftFlow, ...]) -> Iterator[Finding]:
    """Yield what is wrong with the charts, each with its row and its mend."""
    for one in flows:
        for problem in problems_of(one.flow):
            place = f"{one.label}{problem.place}"
            yield Finding(place, problem.code, problem.title, Grade.BLOCK, "", problem.mend)
