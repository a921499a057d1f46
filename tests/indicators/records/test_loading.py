"""Files in every shape people send: what is read, what is reported, nothing lost silently."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.indicators.records import csv_text, json_lines
from gongkai.indicators.records.loading import load_sources
from gongkai.indicators.records.progress import Progress, Stage, silent
from gongkai.indicators.records.rows import RawRow
from gongkai.indicators.records.sources import open_sources
from gongkai.indicators.records.store import open_store

HEADER = "unit,url,title,issued_on,published_on,document_number\n"
ROW = "示例县,https://a.example/1,关于示例的通知,2023-06-14,2023-06-20,示府发〔2023〕1号\n"
CELLS = (
    "示例县",
    "https://a.example/1",
    "关于示例的通知",
    "2023-06-14",
    "2023-06-20",
    "示府发〔2023〕1号",
)


def load(*paths: Path, tell: Callable[[Progress], None] = silent) -> tuple[list[Any], list[Any]]:
    """Rows (line, six cells, extra) and oddities (line, kind) of the files."""
    with open_store() as (connection, folder):
        load_sources(connection, folder, open_sources(paths), tell)
        rows = connection.execute("SELECT * EXCLUDE source FROM raw ORDER BY rowid").fetchall()
        odd = connection.execute("SELECT line, kind FROM anomalies ORDER BY ALL").fetchall()
    return rows, odd


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        pytest.param((HEADER + ROW).encode("utf-8-sig"), id="utf-8 with bom"),
        pytest.param((HEADER + ROW).encode("gb18030"), id="gb18030"),
        pytest.param((HEADER + ROW).encode("utf-16"), id="utf-16"),
        pytest.param((HEADER + ROW).replace("\n", "\r\n").encode(), id="windows line ends"),
        pytest.param((HEADER + "\n" + ROW + "\n\n").encode(), id="blank lines"),
        pytest.param((HEADER + ROW.rstrip("\n")).encode(), id="no last line end"),
        pytest.param((HEADER + ROW).replace(",", "\t").encode(), id="tabs"),
        pytest.param((HEADER + ROW).replace(",", ";").encode(), id="semicolons"),
        pytest.param(
            ("单位,网址,标题,成文日期,发布日期,文号\n" + ROW).encode(), id="chinese header"
        ),
    ],
)
def test_a_csv_file_is_read_in_every_usual_encoding_and_dialect(
    tmp_path: Path, content: bytes
) -> None:
    rows, odd = load(write(tmp_path / "记录.csv", content))
    assert [row[1:7] for row in rows] == [CELLS]
    assert odd == []


def test_gb18030_is_named_in_the_result(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", (HEADER + ROW * 3).encode("gb18030"))
    with open_store() as (connection, folder):
        loaded = load_sources(connection, folder, open_sources([path]), silent)
    assert [(one.encoding, one.rows) for one in loaded] == [("GB18030（GBK）", 3)]


def test_columns_may_be_missing_and_more_columns_are_kept(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "备注,unit,页数\n急,示例县,3\n")
    rows, _ = load(path)
    assert rows[0][1:7] == ("示例县", "", "", "", "", "")
    assert json.loads(rows[0][7]) == {"备注": "急", "页数": "3"}


def test_csv_parquet_and_jsonl_are_read_together_in_order(tmp_path: Path) -> None:
    first = write(tmp_path / "a.csv", HEADER + ROW)
    names = HEADER.strip().split(",")
    second = tmp_path / "b.parquet"
    pq.write_table(
        pa.table({name: [cell] for name, cell in zip(names, CELLS, strict=True)}), second
    )
    record = dict(zip(names, CELLS, strict=True)) | {"更多": {"a": 1}}
    third = write(tmp_path / "c.jsonl", json.dumps(record, ensure_ascii=False) + "\n\n")
    rows, odd = load(first, second, third)
    assert [row[1:7] for row in rows] == [CELLS] * 3
    assert [row[0] for row in rows] == [2, 1, 1]
    assert json.loads(rows[2][7]) == {"更多": {"a": 1}}
    assert odd == []


def test_typed_parquet_columns_read_as_a_person_would_write_them(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(
        pa.table(
            {
                "issued_on": [date(2023, 6, 14)],
                "published_on": [datetime(2023, 6, 20, 9, tzinfo=UTC).replace(tzinfo=None)],
            }
        ),
        path,
    )
    rows, _ = load(path)
    assert rows[0][4:6] == ("2023-06-14", "2023-06-20 09:00:00")


def test_a_file_name_with_pattern_marks_is_taken_literally(tmp_path: Path) -> None:
    write(tmp_path / "a1.csv", HEADER + ROW * 5)
    rows, _ = load(write(tmp_path / "a[1]*.csv", HEADER + ROW))
    assert len(rows) == 1


@pytest.mark.parametrize(
    ("line", "kind", "kept"),
    [
        pytest.param("示例县,https://a.example/9\n", "ragged_row", True, id="too few columns"),
        pytest.param(ROW.strip() + ",多,余\n", "ragged_row", True, id="too many columns"),
        pytest.param(
            '示例县,"https://a.example/9,x,,,\n', "broken_quotes", True, id="quote left open"
        ),
        pytest.param('示例县,"u,"x\n', "broken_quotes", False, id="quote left open, columns lost"),
        pytest.param('示例县,"u"x,题,,,\n', "broken_quotes", True, id="text after a quote"),
        pytest.param("示例\0县,u,题,,,\n", "nul_bytes", True, id="nul byte"),
    ],
)
def test_a_broken_line_is_reported_and_the_lines_around_it_are_read(
    tmp_path: Path, line: str, kind: str, kept: bool
) -> None:
    rows, odd = load(write(tmp_path / "a.csv", HEADER + ROW + line + ROW))
    assert odd == [(3, kind)]
    assert [row[0] for row in rows] == ([2, 3, 4] if kept else [2, 4])
    assert rows[-1][1:7] == CELLS


def test_trailing_empty_columns_are_no_fault(tmp_path: Path) -> None:
    rows, odd = load(write(tmp_path / "a.csv", HEADER + ROW.strip() + ",,\n"))
    assert (len(rows), odd) == (1, [])


def test_a_damaged_utf8_file_is_read_and_its_bad_rows_are_named(tmp_path: Path) -> None:
    good = (HEADER + ROW * 20).encode()
    rows, odd = load(
        write(tmp_path / "a.csv", good + "示例".encode() + b"\xff,u,,,,\n" + ROW.encode())
    )
    assert len(rows) == 22
    assert odd == [(22, "bad_bytes")]


def test_a_quoted_cell_may_hold_line_breaks(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", HEADER + '示例县,u,"上\n下 ""引"" ",,,\n' + "x\n")
    rows, odd = load(path)
    assert rows[0][3] == '上\n下 "引" '
    assert odd == [(3, "ragged_row")]


def test_json_lines_that_are_no_objects_are_reported(tmp_path: Path) -> None:
    good = json.dumps({"单位": "示例县", "url": None, "成文日期": 20230614}, ensure_ascii=False)
    rows, odd = load(write(tmp_path / "a.jsonl", f"{good}\n{{坏\n[1]\n{good}\n"))
    assert [(row[0], row[1], row[4]) for row in rows] == [
        (1, "示例县", "20230614"),
        (4, "示例县", "20230614"),
    ]
    assert odd == [(2, "broken_json"), (3, "broken_json")]


def test_progress_grows_to_the_size_of_all_files(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{n}.csv", HEADER + ROW * 2000) for n in range(2)]
    seen: list[Progress] = []
    load(*paths, tell=seen.append)
    total = sum(path.stat().st_size for path in paths)
    assert {step.total for step in seen} == {total}
    assert max(step.done for step in seen if step.stage is Stage.INSPECT) == total


TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\ufffd\x85\u2028\u2029"), max_size=12
)
CSV_CELL = TEXT | st.sampled_from(['a"b', "逗,号", "换\n行", " 空 ", "", '"', "\r\n"])
CSV_ROWS = st.lists(st.tuples(*[CSV_CELL] * 6), min_size=1, max_size=8)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(CSV_ROWS)
def test_the_fast_and_the_careful_reader_agree_on_well_formed_files(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([HEADER.strip().split(","), *rows])
    path = write(tmp_path / "a.csv", stream.getvalue())
    careful = [item for item in csv_text.careful_rows(path, path) if isinstance(item, RawRow)]
    fast = csv_text.fast_sql(path, 0, path)
    assert fast is not None
    with open_store() as (connection, _):
        connection.execute(fast)
        found = connection.execute(
            "SELECT * EXCLUDE (source, extra) FROM raw ORDER BY rowid"
        ).fetchall()
    assert [tuple(row[1:]) for row in found] == [item.cells for item in careful] == rows
    assert [row[0] for row in found] == [item.line for item in careful]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["unit", "单位", "标题", "其他"]), TEXT | st.none() | st.integers()
        ),
        min_size=1,
        max_size=6,
    )
)
def test_both_readers_of_json_lines_agree(tmp_path: Path, items: list[dict[str, Any]]) -> None:
    items = [{"url": "u"}, *items]
    path = write(tmp_path / "a.jsonl", "\n".join(json.dumps(item) for item in items))
    careful = [item for item in json_lines.careful_rows(path, path) if isinstance(item, RawRow)]
    fast = json_lines.fast_sql(path, 0, path)
    assert fast is not None
    with open_store() as (connection, _):
        connection.execute(fast)
        found = connection.execute("SELECT * EXCLUDE source FROM raw ORDER BY rowid").fetchall()
    assert [(row[0], tuple(row[1:7])) for row in found] == [
        (item.line, item.cells) for item in careful
    ]
    assert [row[7] and json.loads(row[7]) for row in found] == [
        item.extra and json.loads(item.extra) for item in careful
    ]
