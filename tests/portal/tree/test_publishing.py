"""Writing, removing and refreshing pages; what an error leaves behind."""

import gzip
import hashlib
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.portal.tree import (
    GONE,
    MISSING,
    AddressError,
    ContentError,
    FileContent,
    Outcome,
    Redirect,
    Rendered,
    Report,
    current_generation,
)
from gongkai.portal.tree.absences import read_absences
from tests.portal.tree.pages_fixture import (
    NOON,
    PUBLISHED,
    Clock,
    on_disk,
    page,
    pages_folder,
    times,
    tree_at,
)


def test_a_page_is_written_with_its_compressed_twin(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    assert tree.write("/policies/", page("政策", "item:1"))
    files = on_disk(tree)
    assert set(files) == {"policies/index.html", "policies/index.html.gz"}
    assert gzip.decompress(files["policies/index.html.gz"]) == files["policies/index.html"]
    assert len(files["policies/index.html.gz"]) < len(files["policies/index.html"]) / 2
    assert set(times(tree).values()) == {NOON * 10**9}
    modes = {path.stat().st_mode & 0o777 for path in pages_folder(tree).rglob("*.*")}
    assert modes == {0o644}


def test_a_server_of_another_user_may_read_whatever_the_mask(tmp_path: Path) -> None:
    tree, before = tree_at(tmp_path), os.umask(0o077)
    try:
        tree.write("/a/b/", page("甲"))
        tree.remove("/c/")
    finally:
        os.umask(before)
    folder = pages_folder(tree) / "a" / "b"
    while folder != tmp_path:
        assert folder.stat().st_mode & 0o555 == 0o555, folder
        folder = folder.parent
    for name in ("absent.json", "nginx/gone.map"):
        assert (tree.root / "current" / name).stat().st_mode & 0o444 == 0o444
    assert (tree.root / "current" / "nginx").stat().st_mode & 0o555 == 0o555


def test_unchanged_bytes_are_not_written_again(tmp_path: Path) -> None:
    clock = Clock()
    tree = tree_at(tmp_path, clock)
    tree.write("/a/", page("甲", "item:1"))
    before = times(tree)
    clock.seconds += 100
    assert not tree.write("/a/", replace(page("甲", "item:2"), modified=PUBLISHED.replace(day=3)))
    assert times(tree) == before
    record = tree.page("/a/")
    assert record is not None
    assert record.modified.day == 3
    assert tree.pages_depending_on({"item:1"}) == []
    assert tree.pages_depending_on({"item:2"}) == ["/a/"]


def test_two_versions_in_one_second_are_told_apart_by_their_time(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    tree.write("/a/", page("甲"))
    tree.write("/a/", page("乙"))
    assert set(times(tree).values()) == {(NOON + 1) * 10**9}


def test_a_page_that_no_longer_compresses_loses_its_twin(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    tree.write("/a.txt", Rendered(b"a" * 9_000, "text/plain", frozenset(), PUBLISHED))
    assert set(on_disk(tree)) == {"a.txt", "a.txt.gz"}
    tree.write("/a.txt", Rendered(os.urandom(9_000), "text/plain", frozenset(), PUBLISHED))
    assert set(on_disk(tree)) == {"a.txt"}


def test_a_file_lost_from_the_disk_is_written_again(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    tree.write("/a/", page("甲"))
    (pages_folder(tree) / "a" / "index.html").unlink()
    assert tree.write("/a/", page("甲"))
    assert "a/index.html" in on_disk(tree)


def test_removed_moved_and_forgotten_pages_are_told_apart(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    for name in "abcd":
        tree.write(f"/{name}/", page(name))
    assert tree.remove("/a/")
    assert tree.remove("/b/", Redirect("/新 址/"))
    assert tree.forget("/c/")
    tree.write("/d/", page("本页已撤下", withdrawn=True))
    assert not tree.remove("/a/")
    assert not tree.forget("/never/")
    assert set(on_disk(tree)) == {"d/index.html", "d/index.html.gz"}
    assert not (pages_folder(tree) / "a").exists()
    assert tree.absences() == {"/a/": None, "/b/": "/%E6%96%B0%20%E5%9D%80/"}
    absences = read_absences(tree.root / "current" / "absent.json")
    assert absences.gone == {"/a/"}
    assert absences.moved == {"/b/": "/%E6%96%B0%20%E5%9D%80/"}
    assert absences.withdrawn == {"/d/"}
    maps = {path.name: path.read_text() for path in (tree.root / "current" / "nginx").iterdir()}
    assert maps == {
        "gone.map": '"/a/" "1";\n',
        "moved.map": '"/b/" "/%E6%96%B0%20%E5%9D%80/";\n',
        "withdrawn.map": '"/d/" "noindex";\n',
    }


def test_a_page_that_comes_back_is_absent_no_more(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    tree.remove("/a/")
    tree.write("/a/", page("甲", withdrawn=True))
    assert tree.absences() == {}
    tree.write("/a/", page("甲", withdrawn=False))
    assert read_absences(tree.root / "current" / "absent.json").withdrawn == frozenset()
    assert tree.forget("/a/")
    assert [one.address for one in tree.pages()] == []


def test_a_page_cannot_move_to_where_it_is(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    tree.write("/a/", page("甲"))
    with pytest.raises(AddressError, match="不能跳转到自己"):
        tree.remove("/a/", Redirect("/a/index.html"))
    assert "a/index.html" in on_disk(tree)


def test_a_refresh_renders_what_depends_on_the_changes_and_nothing_else(tmp_path: Path) -> None:
    clock = Clock()
    tree = tree_at(tmp_path, clock)
    for number in range(20):
        tree.write(f"/items/{number}/", page(f"{number}", f"item:{number}", "unit:7"))
    tree.write("/list/", page("列表", *(f"item:{number}" for number in range(20))))
    before, asked = times(tree), list[str]()
    clock.seconds += 60

    def render(address: str) -> Outcome:
        asked.append(address)
        outcomes: dict[str, Outcome] = {
            "/list/": page("新列表", "item:3", "item:4"),
            "/items/3/": page("新", "item:3"),
            "/items/4/": GONE,
            "/new/": page("新页", "item:99"),
            "/never/": MISSING,
        }
        return outcomes[address]

    assert tree.plan({"item:3", "item:4"}, ["/new/"]).addresses == (
        "/items/3/",
        "/items/4/",
        "/list/",
        "/new/",
    )
    report = tree.refresh({"item:3", "item:4", "item:none"}, render, ["/new/", "/never/"])
    assert asked == ["/items/3/", "/items/4/", "/list/", "/never/", "/new/"]
    assert report == Report(
        written=("/items/3/", "/list/", "/new/"), removed=("/items/4/",), nothing=("/never/",)
    )
    touched = ("list/", "items/3/", "items/4/", "new/")
    assert {name: time for name, time in times(tree).items() if not name.startswith(touched)} == {
        name: time for name, time in before.items() if not name.startswith(touched)
    }
    assert tree.pages_depending_on({"item:5"}) == ["/items/5/"]


def test_more_keys_than_one_statement_takes_find_their_pages(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    tree.write("/a/", page("甲", "item:39999"))
    tree.write("/b/", page("乙", "item:1"))
    assert tree.pages_depending_on(f"item:{n}" for n in range(40_000)) == ["/a/", "/b/"]


def test_an_error_of_one_page_leaves_every_page_as_it_was(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    for name in "abc":
        tree.write(f"/{name}/", page(name, "site:frame"))
    files, seen = on_disk(tree), times(tree)

    def render(address: str) -> Outcome:
        if address == "/c/":
            raise RuntimeError("模板出错")
        return GONE if address == "/a/" else page("新", "site:frame")

    with pytest.raises(RuntimeError, match="模板出错"):
        tree.refresh({"site:frame"}, render)
    assert (on_disk(tree), times(tree)) == (files, seen)
    assert tree.absences() == {}
    assert tree.pages_depending_on({"site:frame"}) == ["/a/", "/b/", "/c/"]
    generation = current_generation(tree.root)
    assert generation is not None
    assert list(generation.staging.iterdir()) == []


def test_a_type_that_the_name_belies_is_refused(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    with pytest.raises(ContentError, match="application/json"):
        tree.write("/a.json", Rendered(b"{}", "text/html", frozenset(), PUBLISHED))
    assert on_disk(tree) == {}


def stored(folder: Path, data: bytes) -> FileContent:
    digest = hashlib.sha256(data).hexdigest()
    folder.mkdir(exist_ok=True)
    path = folder / digest
    path.write_bytes(data)
    return FileContent(path, digest)


def attachment(content: FileContent) -> Rendered:
    return Rendered(content, "application/pdf", frozenset({"item:1"}), PUBLISHED)


def test_an_attachment_is_a_link_into_the_store(tmp_path: Path) -> None:
    tree, content = tree_at(tmp_path), stored(tmp_path / "store", b"%PDF-1.7" * 10_000)
    assert tree.write("/files/预算.pdf", attachment(content))
    place = pages_folder(tree) / "files" / "预算.pdf"
    assert place.samefile(content.path)
    assert not tree.write("/files/预算.pdf", attachment(content))
    tree.remove("/files/预算.pdf")
    assert content.path.exists()


def test_an_attachment_servers_may_not_read_is_copied(tmp_path: Path) -> None:
    tree, content = tree_at(tmp_path), stored(tmp_path / "store", b"%PDF-1.7")
    content.path.chmod(0o600)
    tree.write("/files/a.pdf", attachment(content))
    place = pages_folder(tree) / "files" / "a.pdf"
    assert not place.samefile(content.path)
    assert place.stat().st_mode & 0o777 == 0o644
    assert content.path.stat().st_mode & 0o777 == 0o600


def test_a_successor_of_the_same_size_and_time_gets_a_time_of_its_own(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    first, second = (stored(tmp_path / "store", data) for data in (b"%PDF-1", b"%PDF-2"))
    for content in (first, second):
        os.utime(content.path, (NOON, NOON))
    tree.write("/files/a.pdf", attachment(first))
    tree.write("/files/a.pdf", attachment(second))
    assert on_disk(tree)["files/a.pdf"] == b"%PDF-2"
    assert times(tree)["files/a.pdf"] == (NOON + 1) * 10**9
    assert int(second.path.stat().st_mtime) == NOON


@pytest.mark.parametrize("damage", ["changed", "lost"])
def test_a_damaged_attachment_is_not_published(tmp_path: Path, damage: str) -> None:
    tree, content = tree_at(tmp_path), stored(tmp_path / "store", b"%PDF-1.7")
    tree.write("/files/a.pdf", attachment(stored(tmp_path / "store", b"%PDF-1.4")))
    content.path.unlink()
    if damage == "changed":
        content.path.write_bytes(b"%PDF-1.8")
    with pytest.raises(ContentError, match="请从备份恢复"):
        tree.write("/files/a.pdf", attachment(content))
    assert on_disk(tree) == {"files/a.pdf": b"%PDF-1.4"}


def test_a_full_disk_leaves_the_old_pages_whole(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(small)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("没有挂载小磁盘的权限（mounting a small disk needs root）")
    try:
        tree = tree_at(small)
        for number in range(8):
            tree.write(f"/{number}/", page(f"{number}", "site:frame"))
        files, seen = on_disk(tree), times(tree)
        huge = os.urandom(600_000).hex().encode()

        def render(address: str) -> Outcome:
            if address == "/0/":
                return GONE
            return Rendered(huge + address.encode(), "text/html", frozenset(), PUBLISHED)

        with pytest.raises(OSError, match="No space left"):
            tree.refresh({"site:frame"}, render)
        assert (on_disk(tree), times(tree)) == (files, seen)
        report = tree.refresh({"site:frame"}, lambda address: page("新", "site:frame"))
        assert len(report.written) == 8
    finally:
        subprocess.run(["umount", str(small)], check=True)
