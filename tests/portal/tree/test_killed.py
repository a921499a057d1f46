"""A process killed in the middle: whoever comes next finds all the old pages or all the new."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from gongkai.portal.tree import GONE, Outcome, PageTree, Redirect, TreeBusyError, rebuild
from gongkai.portal.tree.generations import generations
from tests.portal.tree.dying import dies_at
from tests.portal.tree.pages_fixture import on_disk, page, pages_folder, tree_at

ROOT = Path(__file__).parents[3]
ADDRESSES = [f"/{name}/" for name in "abcde"]


def old_state(address: str) -> Outcome:
    return page(f"旧{address}", "unit:1")


def new_state(address: str) -> Outcome:
    if address == "/a/":
        return GONE
    if address == "/b/":
        return Redirect("/c/")
    return page(f"新{address}", "unit:1", withdrawn=address == "/d/")


def test_a_refresh_killed_at_any_step_is_whole_afterwards(tmp_path: Path) -> None:
    """Every place where a death can fall is tried, one after the other."""
    old_outcomes, step, died = 0, 0, True
    while died:
        folder = tmp_path / f"{step}"
        tree = tree_at(folder)
        tree.refresh((), old_state, ADDRESSES[:4])
        old = on_disk(tree)
        died = dies_at(step, partial(tree.refresh, {"unit:1"}, new_state, ["/e/"]))
        tree.recover()
        files = on_disk(tree)
        if files == old:
            old_outcomes += 1
            assert tree.absences() == {}
            assert tree.pages_depending_on({"unit:1"}) == ["/a/", "/b/", "/c/", "/d/"]
        else:
            assert set(files) == {f"{n}/index.html{z}" for n in "cde" for z in ("", ".gz")}
            assert "新/e/".encode() in files["e/index.html"]
            assert tree.absences() == {"/a/": None, "/b/": "/c/"}
            text = (tree.root / "current" / "absent.json").read_text()
            assert '"gone": ["/a/"], "withdrawn": ["/d/"]' in text
        staging = pages_folder(tree).parent / "staging"
        assert list(staging.iterdir()) == []
        step += 1
    assert 10 < old_outcomes < step - 5, (old_outcomes, step)


def test_a_rebuild_killed_at_any_step_leaves_the_pages_in_use(tmp_path: Path) -> None:
    outcomes, step, died = set[str](), 0, True
    while died:
        tree = tree_at(tmp_path / f"{step}")
        tree.refresh((), old_state, ADDRESSES[:4])
        old = on_disk(tree)
        died = dies_at(step, partial(rebuild, tree, ADDRESSES, new_state))
        assert tree.write("/f/", page("其后"))
        files = {name: data for name, data in on_disk(tree).items() if name[0] != "f"}
        outcomes.add("old" if files == old else "new")
        if files != old:
            assert set(files) == {f"{n}/index.html{z}" for n in "cde" for z in ("", ".gz")}
            assert tree.absences() == {"/a/": None, "/b/": "/c/"}
        rebuild(tree, ["/c/"], new_state)
        assert set(on_disk(tree)) == {"c/index.html", "c/index.html.gz"}
        assert not (tree.root / "rebuild.notes").exists()
        assert len(generations(tree.root)) <= 3
        step += 1
    assert outcomes == {"old", "new"}


WORKER = """
import os, sys, pathlib
from tests.portal.tree.pages_fixture import page
from gongkai.portal.tree import PageTree
tree = PageTree(pathlib.Path(sys.argv[1]))
number = 0
while True:
    number += 1
    tree.refresh({"site:frame"}, lambda address: page(f"{os.getpid()}的第{number}版", "site:frame"))
    print(number, flush=True)
"""


def test_a_worker_killed_at_any_time_leaves_one_version_on_every_page(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    for number in range(40):
        tree.write(f"/{number}/", page("第0版", "site:frame"))
    for pause in (0.0, 0.013, 0.029, 0.041, 0.057):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(tree.root)], stdout=subprocess.PIPE, cwd=ROOT
        )
        assert worker.stdout is not None
        worker.stdout.readline()
        time.sleep(pause)
        os.kill(worker.pid, signal.SIGKILL)
        worker.communicate()
        tree.recover()
        texts = {
            data.split(b"</title>")[0]
            for name, data in on_disk(tree).items()
            if name.endswith(".html")
        }
        assert len(texts) == 1, texts


def test_two_workers_take_turns(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    for number in range(10):
        tree.write(f"/{number}/", page("第0版", "site:frame"))
    code = WORKER.replace("while True", "while number < 15")
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tree.root)], stdout=subprocess.DEVNULL, cwd=ROOT
        )
        for _ in range(2)
    ]
    assert [worker.wait() for worker in workers] == [0, 0]
    files = on_disk(tree)
    assert len(files) == 20
    assert len({data for name, data in files.items() if name.endswith(".html")}) == 1


def test_one_who_waits_too_long_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    tree.write("/a/", page("甲"))
    hasty = PageTree(tree.root, wait=0.05)
    with tree.held(), pytest.raises(TreeBusyError, match="请稍后再试"):
        hasty.write("/b/", page("乙"))
    assert set(on_disk(tree)) == {"a/index.html", "a/index.html.gz"}
