"""Building the index anew beside the one in use, comparing, switching."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from gongkai.search import generations, journal
from gongkai.search.documents import Document
from gongkai.search.index import Index, View, ids_of
from gongkai.search.problems import IndexUnusableError, RebuildRefusedError
from gongkai.search.writing import erase, write

MAX_LOST_SHARE: Final = 0.1
"""A rebuild that loses more of the old documents is refused: its source is probably incomplete."""

_SAMPLE: Final = 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """The new index beside the old; ``before`` is None where the old one could not be read.

    ``lost`` documents stood in the old index only; ``lost_ids`` names the first of them.
    """

    before: int | None
    after: int
    lost: int = 0
    added: int = 0
    lost_ids: tuple[str, ...] = ()


def keeps_most(comparison: Comparison) -> bool:
    """Whether at most ``MAX_LOST_SHARE`` of the old documents is lost."""
    return comparison.lost <= MAX_LOST_SHARE * (comparison.before or 0)


def rebuild(
    folder: Path,
    documents: Iterable[Document],
    accept: Callable[[Comparison], bool] = keeps_most,
) -> Comparison:
    """Build from all documents, compare, and switch if ``accept`` says so.

    Works where the old index is missing, damaged or of another format. The old one answers, and
    takes what is written, until the switch; the new one has that too. Raises
    ``RebuildRefusedError`` and leaves everything as it was if the comparison is not accepted,
    ``IndexBusyError`` while another rebuild runs.
    """
    with (
        generations.full_disk_reported(folder),
        generations.locked(folder, generations.REBUILD_LOCK, wait=0),
    ):
        with generations.locked(folder, generations.WRITER_LOCK):
            journal.begin(folder)
        generation: Path | None = None
        try:
            generation = generations.new_generation(folder)
            write(generation, documents)
            with generations.locked(folder, generations.WRITER_LOCK):
                _replay(folder, generation)
                comparison = _compare(folder, generation)
                if not accept(comparison):
                    raise RebuildRefusedError(_refusal(comparison))
                generations.switch_to(generation)
        except BaseException:
            if generation is not None:
                shutil.rmtree(generation, ignore_errors=True)
            raise
        finally:
            journal.end(folder)
        generations.remove_others(generation)
    return comparison


def _replay(folder: Path, generation: Path) -> None:
    """Bring in what was written meanwhile, in its order."""
    for removed, entries in groupby(journal.replay(folder), lambda one: isinstance(one, str)):
        if removed:
            erase(generation, map(str, entries))
        else:
            write(generation, _documents(entries))


def _documents(entries: Iterable[Document | str]) -> Iterator[Document]:
    return (entry for entry in entries if isinstance(entry, Document))


def _compare(folder: Path, generation: Path) -> Comparison:
    new = set(ids_of(_view(generation)))
    try:
        old = set(ids_of(Index.open(folder).view()))
    except IndexUnusableError:
        return Comparison(before=None, after=len(new))
    lost = sorted(old - new)
    return Comparison(len(old), len(new), len(lost), len(new - old), tuple(lost[:_SAMPLE]))


def _view(generation: Path) -> View:
    index = generations.open_generation(generation)
    index.reload()
    return View(index.searcher(), index.schema, same_dictionary=True)


def _refusal(comparison: Comparison) -> str:
    names = "、".join(comparison.lost_ids[:5])
    return (
        f"新建的检索索引缺少原有 {comparison.before} 篇文档中的 {comparison.lost} 篇"
        f"（如 {names}），未启用，原索引继续使用。请检查文档来源是否完整后再重建。"
    )
