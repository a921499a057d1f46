"""The banner above a document that is not simply in force, as pieces of text and links."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.rules.publishing.validity import (
    CitedDocument,
    Validity,
    ValidityEvent,
    ValidityKind,
    ValidityReading,
)


@dataclass(frozen=True, slots=True)
class BannerPart:
    """A piece of text; with ``item`` it links to that item's page."""

    text: str
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Banner:
    """``ended`` banners say that the document is no longer in force."""

    ended: bool
    parts: tuple[BannerPart, ...]

    @property
    def text(self) -> str:
        """The banner as one sentence, for feeds, exports and screen readers."""
        return "".join(part.text for part in self.parts)


def banner(reading: ValidityReading) -> Banner | None:
    """Return the banner of a document on a day; None where there is nothing to say."""
    parts = tuple(_parts(reading))
    return Banner(reading.state.ended, parts) if parts else None


def _parts(reading: ValidityReading) -> Iterator[BannerPart]:
    event = reading.because
    match reading.state:
        case Validity.NOT_YET if event:
            yield BannerPart(f"本文件自{_spoken(event.on)}起施行，尚未生效。")
        case Validity.EXPIRED if event:
            last = event.until or event.on
            yield BannerPart(f"本文件有效期至{_spoken(last)}，已失效，仅供查阅。")
        case Validity.REPEALED if event:
            yield from _ending(event, "废止")
            yield BannerPart("，仅供查阅。")
        case Validity.AMENDED:
            yield from _changes(reading.effects)


def _changes(effects: tuple[ValidityEvent, ...]) -> Iterator[BannerPart]:
    words = {ValidityKind.AMENDED: "修改", ValidityKind.REPEALED_IN_PART: "部分废止"}
    for event in effects:
        if event.kind in words:
            yield from _ending(event, words[event.kind])
            yield BannerPart("。")


def _ending(event: ValidityEvent, verb: str) -> Iterator[BannerPart]:
    yield BannerPart(f"本文件{event.article}自{_spoken(event.on)}起")
    yield from _by(event.by)
    yield BannerPart(verb)


def _by(document: CitedDocument | None) -> Iterator[BannerPart]:
    if document is not None:
        yield BannerPart("被")
        yield BannerPart(str(document), document.item)


def _spoken(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
