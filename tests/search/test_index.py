"""Readers and writers, also of other processes; crashes, damage, rebuilding."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.search import (
    Document,
    Index,
    IndexBusyError,
    IndexUnusableError,
    RebuildRefusedError,
    generations,
    rebuild,
    search,
)
from gongkai.search.compiling import every
from tests.search.documents_fixture import document, index_of

LEVELS = ["public"]


def total(index: Index, text: str = "") -> int:
    return search(index, text, levels=LEVELS).total


def run_elsewhere(code: str, folder: Path) -> "subprocess.Popen[str]":
    """Run code in a process of its own; it has ``folder``, ``index`` and ``document``."""
    lead = (
        "import sys, pathlib\n"
        "from gongkai.search import *\n"
        "from tests.search.documents_fixture import document\n"
        "folder = pathlib.Path(sys.argv[1]); index = Index(folder)\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", lead + code, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def test_a_reader_sees_what_another_process_writes_and_switches_to(tmp_path: Path) -> None:
    index = index_of(tmp_path, document(1))
    assert total(index) == 1
    run_elsewhere("index.upsert([document(2)])", index.folder).wait()
    assert total(index) == 2
    run_elsewhere("rebuild(folder, [document(n) for n in range(5)])", index.folder).wait()
    assert total(index) == 5
    run_elsewhere("index.delete(['item-0'])", index.folder).wait()
    assert total(index) == 4


def test_a_view_taken_before_a_switch_still_answers(tmp_path: Path) -> None:
    index = index_of(tmp_path, *(document(n) for n in range(50)))
    view = index.view()
    rebuild(index.folder, [document(n) for n in range(60)])
    result = view.searcher.search(every([]), 50)
    assert len([view.searcher.doc(address)["source"] for _, address in result.hits]) == 50
    assert total(index) == 60
    assert [path.name for path in index.folder.glob("g0*")] == ["g000002"]


def test_many_writers_lose_nothing_and_the_lock_is_free_afterwards(tmp_path: Path) -> None:
    index = index_of(tmp_path)
    others = [
        run_elsewhere(f"for n in range(5): index.upsert([document(f'{name}-{{n}}')])", index.folder)
        for name in "ab"
    ]
    threads = [
        threading.Thread(target=lambda n=n: index.upsert([document(f"t-{n}")])) for n in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [other.wait() for other in others] == [0, 0]
    assert total(index) == 15
    with generations.locked(index.folder, generations.WRITER_LOCK, wait=0):
        pass


def test_a_writer_waits_only_so_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = index_of(tmp_path, document(1))
    with (
        generations.locked(index.folder, generations.WRITER_LOCK),
        pytest.raises(IndexBusyError, match="稍后再试"),
        generations.locked(index.folder, generations.WRITER_LOCK, wait=0.05),
    ):
        pass
    assert total(index) == 1


def test_a_killed_writer_leaves_whole_batches_and_feeding_again_completes(tmp_path: Path) -> None:
    index = index_of(tmp_path, document("old"))
    code = (
        "import gongkai.search.index as module\n"
        "module.COMMIT_EVERY = 20\n"
        "def endless():\n"
        "    n = 0\n"
        "    while True:\n"
        "        yield document(n); n += 1\n"
        "        if n == 100: print('ready', flush=True)\n"
        "index.upsert(endless())\n"
    )
    process = run_elsewhere(code, index.folder)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    kept = total(Index.open(index.folder))
    assert kept >= 81
    assert (kept - 1) % 20 == 0
    assert index.upsert(document(n) for n in range(kept + 10)) == kept + 10
    assert total(index) == kept + 11


def test_a_source_that_breaks_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    index = index_of(tmp_path, document(1))

    def breaking() -> Iterator[Document]:
        yield document(2)
        raise OSError("数据库断开")

    with pytest.raises(OSError, match="断开"):
        index.upsert(breaking())
    with pytest.raises(OSError, match="断开"):
        rebuild(index.folder, breaking())
    assert total(index) == 1
    index.upsert([document(3)])
    assert total(index) == 2
    assert len(list(index.folder.glob("g0*"))) == 1


def test_what_is_written_during_a_rebuild_is_in_the_new_index_too(tmp_path: Path) -> None:
    index = index_of(tmp_path, *(document(n) for n in range(30)))

    def source() -> Iterator[Document]:
        yield from (document(n) for n in range(15))
        index.upsert([document("new"), document(1, title="改过的题目")])
        index.delete(["item-2", "item-29"])
        index.upsert([document("gone")])
        index.delete(["item-gone"])
        assert total(index) == 29  # the old index answers meanwhile
        yield from (document(n) for n in range(15, 30))

    comparison = rebuild(index.folder, source())
    assert (comparison.before, comparison.after, comparison.lost) == (29, 29, 0)
    assert total(index) == 29
    assert total(index, "改过的题目") == 1
    assert not (index.folder / "journal").exists()


def test_a_rebuild_that_loses_much_is_refused_unless_accepted(tmp_path: Path) -> None:
    index = index_of(tmp_path, *(document(n) for n in range(30)))
    with pytest.raises(RebuildRefusedError, match="缺少原有 30 篇文档中的 10 篇"):
        rebuild(index.folder, [document(n) for n in range(20)])
    assert total(index) == 30
    comparison = rebuild(index.folder, [document(n) for n in range(20)], accept=lambda _: True)
    assert (comparison.lost, len(comparison.lost_ids)) == (10, 10)
    assert total(index) == 20


def test_a_killed_rebuild_does_no_harm(tmp_path: Path) -> None:
    index = index_of(tmp_path, document(1))
    code = (
        "import time\n"
        "def slow():\n"
        "    yield document(7); print('ready', flush=True); time.sleep(60)\n"
        "rebuild(folder, slow())\n"
    )
    process = run_elsewhere(code, index.folder)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    with pytest.raises(IndexBusyError):
        rebuild(index.folder, [])
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    index.upsert([document(2)])
    assert total(index) == 2
    assert not (index.folder / "journal").exists()
    rebuild(index.folder, [document(n) for n in range(1, 4)])
    assert total(index) == 3
    assert len(list(index.folder.glob("g0*"))) == 1


def _no_pointer(folder: Path, generation: Path) -> None:
    (folder / "CURRENT").unlink()


def _odd_pointer(folder: Path, generation: Path) -> None:
    (folder / "CURRENT").write_text("../../etc")


def _empty_pointer(folder: Path, generation: Path) -> None:
    (folder / "CURRENT").write_bytes(b"\xff")


def _no_folder(folder: Path, generation: Path) -> None:
    generation.rename(folder / "elsewhere")


def _no_meta(folder: Path, generation: Path) -> None:
    (generation / "meta.json").unlink()


def _cut_meta(folder: Path, generation: Path) -> None:
    (generation / "meta.json").write_text("{")


def _no_segment(folder: Path, generation: Path) -> None:
    for path in generation.glob("*.term"):
        path.unlink()


def _cut_segment(folder: Path, generation: Path) -> None:
    for path in generation.glob("*.idx"):
        path.write_bytes(path.read_bytes()[:10])


def _zeroed_segment(folder: Path, generation: Path) -> None:
    for path in generation.glob("*.fast"):
        path.write_bytes(bytes(path.stat().st_size))


def _other_format(folder: Path, generation: Path) -> None:
    (generation / "generation.json").write_text('{"format": 999}')


def _no_format(folder: Path, generation: Path) -> None:
    (generation / "generation.json").write_text("[]")


@pytest.mark.parametrize(
    "damage",
    [
        _no_pointer,
        _odd_pointer,
        _empty_pointer,
        _no_folder,
        _no_meta,
        _cut_meta,
        _no_segment,
        _cut_segment,
        _zeroed_segment,
        _other_format,
        _no_format,
    ],
)
def test_damage_is_told_and_one_rebuild_mends_it(tmp_path: Path, damage: object) -> None:
    index = index_of(tmp_path, *(document(n) for n in range(3)))
    folder = index.folder
    damage(folder, generations.current_generation(folder))  # type: ignore[operator]
    with pytest.raises(IndexUnusableError, match="请重建检索索引"):
        total(Index.open(folder))
    rebuild(folder, [document(n) for n in range(3)])
    assert total(index) == 3
    assert total(Index.open(folder)) == 3


def test_a_missing_index_is_told_and_made(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusableError, match="尚未建立索引"):
        Index.open(tmp_path / "none")
    comparison = rebuild(tmp_path / "none", [document(1)])
    assert (comparison.before, comparison.after) == (None, 1)
    index = Index.create(tmp_path / "none")
    assert total(index) == 1
    assert not index.outdated


def test_an_index_of_another_dictionary_answers_and_says_so(tmp_path: Path) -> None:
    index = index_of(tmp_path, document(1))
    about = generations.current_generation(index.folder) / "generation.json"
    about.write_text(about.read_text().replace('"dictionary": "', '"dictionary": "x'))
    assert total(Index.open(index.folder), "最低生活保障") == 1
    assert index.outdated
