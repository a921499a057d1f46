"""Workbooks that are broken or hostile are refused before they cost anything."""

import zipfile
from pathlib import Path

import pytest

from gongkai.policy.problems import ProblemsError
from gongkai.policy.workbook.safety import MAX_FILE, read_source
from tests.policy.workbook_files import edit_part, plain_book


def problems_of(path: Path) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        read_source(path, path.name).open(values=False)
    return [str(problem) for problem in caught.value.problems]


def test_a_sound_workbook_opens(tmp_path: Path) -> None:
    book = read_source(plain_book(tmp_path)).open(values=False)
    assert book["单位"]["B2"].value == "甲局"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.xlsx", b"", "F-EMPTY 文件是空的"),
        ("a.xlsx", b"not a workbook at all", "F-BROKEN 不是 Excel 工作簿"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "F-LOCKED 文件设有密码"),
        ("a.xlsm", b"", "F-KIND 这是含宏的 .xlsm 文件"),
        ("a.xls", b"", "F-KIND 这是旧版 .xls 文件"),
    ],
)
def test_files_that_are_no_plain_workbook_are_refused_with_the_mend(
    tmp_path: Path, name: str, data: bytes, expected: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert expected in problems_of(path)[0]


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "F-MISSING" in problems_of(tmp_path / "nothing.xlsx")[0]
    (tmp_path / "folder.xlsx").mkdir()
    assert "F-DIR" in problems_of(tmp_path / "folder.xlsx")[0]


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as file:
        file.truncate(MAX_FILE + 1)
    assert "F-SIZE" in problems_of(path)[0]


def test_a_cut_off_file_is_called_damaged(tmp_path: Path) -> None:
    path = plain_book(tmp_path)
    path.write_bytes(path.read_bytes()[:-900])
    assert "F-BROKEN" in problems_of(path)[0]


def test_a_workbook_without_its_main_part_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.xml", "<a/>")
    assert "F-BROKEN 工作簿已损坏" in problems_of(path)[0]


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = plain_book(tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet99.xml", b" " * (20 * 1024 * 1024))
    assert "F-BOMB 解开后过大" in problems_of(path)[0]


def test_macros_are_refused_even_under_another_suffix(tmp_path: Path) -> None:
    path = plain_book(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert "F-KIND 这是含宏的" in problems_of(path)[0]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>', "F-MERGED"),
        (b'<mergeCells><mergeCell ref="A:B"/></mergeCells></worksheet>', "F-MERGED"),
    ],
)
def test_merged_areas_that_would_fill_the_memory_are_refused(
    tmp_path: Path, new: bytes, expected: str
) -> None:
    path = plain_book(tmp_path)
    edit_part(path, b"</worksheet>", new, "xl/worksheets/sheet1.xml")
    assert expected in problems_of(path)[0]


def test_entity_definitions_are_refused(tmp_path: Path) -> None:
    path = plain_book(tmp_path)
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'
    edit_part(path, b"<worksheet", bomb, "xl/worksheets/sheet1.xml")
    assert "F-BOMB" in problems_of(path)[0]
