"""All pages anew, beside those in use, and publications that go on meanwhile."""

from pathlib import Path

import pytest

from gongkai.portal.tree import (
    GONE,
    Comparison,
    Outcome,
    PageTree,
    RebuildRefusedError,
    Redirect,
    TreeBusyError,
    rebuild,
)
from gongkai.portal.tree.generations import generations
from tests.portal.tree.pages_fixture import Clock, on_disk, page, pages_folder, times, tree_at


def filled(folder: Path, clock: Clock | None = None) -> PageTree:
    tree = tree_at(folder, clock)
    for name in "abc":
        tree.write(f"/{name}/", page(name, f"item:{name}"))
    return tree


def test_a_rebuild_says_what_differs_and_keeps_the_time_of_what_does_not(tmp_path: Path) -> None:
    clock = Clock()
    tree = filled(tmp_path, clock)
    before, old = times(tree), pages_folder(tree)
    clock.seconds += 60
    pages = {"/a/": page("a", "item:a"), "/b/": page("新"), "/d/": page("d")}
    assert rebuild(tree, pages, pages.__getitem__) == Comparison(("/d/",), ("/c/",), ("/b/",), 1)
    assert set(on_disk(tree)) == {f"{n}/index.html{z}" for n in "abd" for z in ("", ".gz")}
    assert times(tree)["a/index.html"] == before["a/index.html"]
    assert times(tree)["b/index.html"] > before["b/index.html"]
    assert (pages_folder(tree) / "a/index.html").samefile(old / "a/index.html")
    assert (pages_folder(tree) / "a/index.html.gz").samefile(old / "a/index.html.gz")
    assert tree.pages_depending_on({"item:a", "item:b", "item:c"}) == ["/a/"]


def test_a_later_change_does_not_reach_into_an_old_generation(tmp_path: Path) -> None:
    tree = filled(tmp_path)
    old = pages_folder(tree)
    rebuild(tree, ["/a/", "/b/", "/c/"], lambda address: page(address[1], f"item:{address[1]}"))
    tree.write("/a/", page("新"))
    assert b"<title>a" in (old / "a/index.html").read_bytes()


def test_what_is_taken_back_is_erased_from_old_generations_too(tmp_path: Path) -> None:
    tree = filled(tmp_path)
    old = pages_folder(tree)
    rebuild(tree, ["/a/", "/b/", "/c/"], lambda address: page(address[1]))
    tree.remove("/a/")
    tree.write("/b/", page("本页已撤下", withdrawn=True))
    names = {path.relative_to(old).as_posix() for path in old.rglob("*.*")}
    assert names == {"c/index.html", "c/index.html.gz"}


def test_pages_known_to_be_gone_or_moved_stay_so(tmp_path: Path) -> None:
    tree = filled(tmp_path)
    tree.remove("/a/")
    tree.remove("/b/", Redirect("/c/"))
    outcomes: dict[str, Outcome] = {"/b/": page("回来了"), "/c/": GONE}
    rebuild(tree, outcomes, outcomes.__getitem__)
    assert tree.absences() == {"/a/": None, "/c/": None}
    maps = tree.root / "current" / "nginx"
    assert (maps / "gone.map").read_text() == '"/a/" "1";\n"/c/" "1";\n'


def test_as_many_old_generations_stay_as_asked(tmp_path: Path) -> None:
    tree = filled(tmp_path)
    for number in range(5):
        rebuild(tree, ["/a/"], lambda address: page(f"{number}"), keep=1)  # noqa: B023
    assert [one.number for one in generations(tree.root)] == [5, 6]
    assert pages_folder(tree).parent.name == "g-000006"


def test_a_comparison_that_is_not_accepted_changes_nothing(tmp_path: Path) -> None:
    tree = filled(tmp_path)
    before, seen = on_disk(tree), times(tree)
    with pytest.raises(RebuildRefusedError, match="减少 2"):
        rebuild(tree, ["/a/"], lambda _: page("a"), accept=lambda one: len(one.removed) < 2)
    assert (on_disk(tree), times(tree)) == (before, seen)
    assert len(generations(tree.root)) == 1


def test_a_page_that_cannot_be_rendered_changes_nothing(tmp_path: Path) -> None:
    tree = filled(tmp_path)
    before = on_disk(tree)
    with pytest.raises(KeyError):
        rebuild(tree, ["/a/", "/x/"], {"/a/": page("新")}.__getitem__)
    assert on_disk(tree) == before
    assert len(generations(tree.root)) == 1
    assert not (tree.root / "rebuild.notes").exists()


def test_what_is_published_meanwhile_is_in_the_new_generation(tmp_path: Path) -> None:
    """The later state wins, whether the rebuild has passed the page already or not."""
    tree = filled(tmp_path)
    state: dict[str, Outcome] = {f"/{n}/": page(n, f"item:{n}") for n in "abc"}
    other = PageTree(tree.root)

    def render(address: str) -> Outcome:
        if address == "/z/":  # the last one: the rest has been rendered
            state["/a/"] = page("甲二", "item:a")
            other.refresh({"item:a"}, state.__getitem__)
            state["/b/"] = GONE
            other.remove("/b/")
            state["/n/"] = page("新页", "item:n")
            other.write("/n/", page("新页", "item:n"))
        return state.get(address, page(address))

    addresses = ["/a/", "/b/", "/c/", *(f"/p{number}/" for number in range(150)), "/z/"]
    rebuild(tree, addresses, render)
    files = on_disk(tree)
    assert "甲二".encode() in files["a/index.html"]
    assert "新页".encode() in files["n/index.html"]
    assert "b/index.html" not in files
    assert tree.absences() == {"/b/": None}
    assert len(files) == 2 * (2 + 150 + 1 + 1)


def test_a_second_rebuild_is_refused_while_one_runs(tmp_path: Path) -> None:
    tree = filled(tmp_path)

    def render(address: str) -> Outcome:
        with pytest.raises(TreeBusyError):
            rebuild(PageTree(tree.root), ["/a/"], lambda _: GONE)
        return page("新")

    rebuild(tree, ["/a/"], render)
    assert set(on_disk(tree)) == {"a/index.html", "a/index.html.gz"}


def test_the_first_generation_may_come_from_a_rebuild(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    assert rebuild(tree, ["/"], lambda _: page("首页")) == Comparison(("/",), (), (), 0)
    assert set(on_disk(tree)) == {"index.html", "index.html.gz"}
