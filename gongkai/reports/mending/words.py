"""Words the papers of rectification and appeals share."""

from collections.abc import Iterator
from datetime import date

from gongkai.reports.official_document import Paragraph
from gongkai.rules.spelling import chinese_date

DASH = "—"


def day(on: date | None) -> str:
    """Return a day in words; a dash where there is none."""
    return chinese_date(on) if on is not None else DASH


def sentence(text: str) -> str:
    """Return a text that ends like a sentence."""
    text = text.strip()
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the lines of a text, each as a paragraph."""
    for line in text.splitlines():
        if line.strip():
            yield Paragraph(line.strip())
