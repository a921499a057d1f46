"""Looking for secrecy markings alone finds what the whole check finds, in far less time."""

import time
from pathlib import Path

import pytest

from gongkai.disclosure import rulebook
from gongkai.disclosure.checks import check_file, marked_secret
from gongkai.disclosure.checks.values import Finding
from gongkai.rules.text import Grade
from tests.disclosure.checks.office_files import saying, word


def whole(path: Path) -> Finding | None:
    """The first secrecy marking of the whole check."""
    found = check_file(path, rulebook.check_words()).findings
    marks = (one for one in found if one.grade is Grade.BLOCK and one.code.startswith("secrecy."))
    return next(marks, None)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "序号,内容\n1,机密★3年\n".encode()),
        ("a.csv", '序号,内容\n1,"绝 密★长期"\n'.encode("utf-16")),
        ("a.csv", '序号,内容\n1,"没有配对'.encode()),
        ("a.txt", "正文\n机密\n".encode("gb18030")),
        ("a.txt", "没有标志，联系人张三 13800138000\n".encode()),
        ("机密★3年.txt", "正文".encode()),
        ("a.html", "<p>秘密&#9733;10年</p>".encode()),
        ("a.txt", b"PK\x03\x04"),
    ],
)
def test_both_find_the_same(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert marked_secret(path, rulebook.check_words()) == whole(path)


def test_both_find_it_in_a_document(tmp_path: Path) -> None:
    path = word(tmp_path, saying("机密★3年"))
    found = marked_secret(path, rulebook.check_words())
    assert found is not None
    assert found == whole(path)


def test_a_table_of_sixty_thousand_rows_costs_no_seconds(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = (f"{n},张{n % 7},示例县财政局单位{n % 300},{n}.25,2025-01-02" for n in range(60_000))
    path.write_text("\n".join(rows), encoding="utf-8")
    began = time.process_time()
    assert marked_secret(path, rulebook.check_words()) is None
    assert time.process_time() - began < 2
