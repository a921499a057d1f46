"""What cannot be measured is refused with its place and its mend, all files at once."""

import os
from pathlib import Path

import pytest

from gongkai.indicators.measure import measure
from gongkai.indicators.records.problems import RecordsError
from tests.rules.calendar_fixture import national_calendar

HEADER = "unit,url,title,issued_on,published_on,document_number\n"


def refused(*paths: Path) -> RecordsError:
    with pytest.raises(RecordsError) as caught:
        measure(paths, calendar=national_calendar(), limit=20)
    return caught.value


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.csv", b"", "文件是空的"),
        ("空白.csv", b"\xef\xbb\xbf\r\n\n", "文件是空的"),
        ("表头.csv", HEADER.encode(), "表头之后没有记录"),
        ("无表头.csv", "示例县,2023-06-14,示府发〔2023〕1号\n".encode(), "表头里没有一列认得出来"),
        ("图片.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "二进制文件"),
        ("表格.csv", b"PK\x03\x04" + b"x" * 500, "Excel"),
        ("表格.xls", b"\xd0\xcf\x11\xe0" + b"x" * 500, "Excel"),
        ("文件.pdf", b"%PDF-1.7\n", "PDF"),
        ("乱码.csv", HEADER.encode() + b"\xff\xff\xff\xff\n", "编码"),
        ("坏.parquet", b"PAR1 not really PAR1", "Parquet 文件已损坏"),
        ("坏.jsonl", b"not json\n", "没有一个认得出来的字段"),
    ],
)
def test_a_file_that_cannot_be_measured_is_named_with_the_reason_and_the_mend(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (problem,) = refused(path).problems
    assert str(path) in problem.place
    assert words in problem.message
    assert problem.mend


def test_the_line_of_a_wrong_byte_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(HEADER.encode() + b"a,b,,,,\n" * 7 + b"\xff\xff,b,,,,\n")
    (problem,) = refused(path).problems
    assert problem.place == f"{path} 第 9 行"


def test_missing_files_and_folders_are_all_named_at_once(tmp_path: Path) -> None:
    problems = refused(tmp_path / "没有.csv", tmp_path).problems
    assert [problem.message for problem in problems] == ["文件不存在", "这是文件夹，不是文件"]


def test_no_file_at_all_is_refused() -> None:
    assert "没有给出文件" in str(refused())


def test_text_problems_of_several_files_come_together(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_bytes(b"x,y\n1,2\n")
    assert len(refused(tmp_path / "a.csv", tmp_path / "b.csv").problems) == 2


def test_a_refused_file_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "work"))
    os.mkdir(tmp_path / "work")
    (tmp_path / "a.csv").write_bytes(b"x,y\n1,2\n")
    refused(tmp_path / "a.csv")
    assert list((tmp_path / "work").iterdir()) == []
