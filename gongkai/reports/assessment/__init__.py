"""The reports of an assessment: terminal table, HTML page, workbook, bulletin."""

from collections.abc import Iterable, Sequence

from gongkai.assessment.noted import Noted
from gongkai.assessment.results import Assessment
from gongkai.assessment.whatif import Shift
from gongkai.reports.assessment import titles
from gongkai.reports.assessment.bulletin import Letterhead, bulletin
from gongkai.reports.assessment.page import html_page
from gongkai.reports.assessment.spreadsheet import workbook
from gongkai.reports.assessment.terminal import text

FORMATS = ("table", "html", "xlsx", "docx")


def render(
    assessment: Assessment,
    format: str,  # noqa: A002  the name the command line uses
    *,
    year: int | None = None,
    title: str | None = None,
    moves: Sequence[Shift] = (),
    letter: Letterhead | None = None,
    noted: Iterable[Noted] = (),
) -> str | bytes:
    """Return an assessment as ``table``, ``html``, ``xlsx`` or ``docx``.

    ``year`` and ``title`` head the report; ``moves`` is the before and after of a what-if;
    ``letter`` says who issues the bulletin, its number and date; ``noted`` are problems in words.
    Raises :class:`ValueError` for another format.
    """
    heading = title or default_title(assessment, year)
    if format == "table":
        return text(assessment, heading, moves)
    if format == "html":
        return html_page(assessment, heading, moves)
    if format == "xlsx":
        return workbook(assessment, heading, moves)
    if format == "docx":
        return bulletin(
            assessment, titles.subject_of(assessment.scheme, year, title), letter, noted
        )
    raise ValueError(f"{format!r}: one of {', '.join(FORMATS)}")


def default_title(assessment: Assessment, year: int | None = None) -> str:
    """Return the title of a report: year, scheme, 结果."""
    return titles.default_title(assessment.scheme, year)


__all__ = ["FORMATS", "Letterhead", "default_title", "render"]
