"""The check list of townships is pack data: read with its source, faults named at their place."""

from pathlib import Path

import pytest

from gongkai.policy.checking import check_pack
from gongkai.policy.library import Library
from gongkai.policy.problems import ProblemsError, Severity
from gongkai.policy.selfchecks import load_selfcheck

HEAD = (
    "pack: {id: zizha, kind: disclosure, version: 1.0.0, title: 县}\nuses: [xian-gongkai@1.0.0]\n"
)
GOOD = """title: 乡镇自查
sources: {zc2: {title: 自查报告, file: 示例, anchors: ["1"]}}
cite: zc2#1
parts:
  - title: 一到位
    points:
      - {id: board, title: 公开栏更新}
"""


def pack(folder: Path, text: str) -> Library:
    (folder / "zizha").mkdir()
    (folder / "zizha" / "pack.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "zizha" / "selfcheck.yaml").write_text(text, encoding="utf-8")
    return Library(folder)


def test_the_list_of_the_source_is_there_with_its_clause() -> None:
    found = load_selfcheck()
    assert [part.title for part in found.parts] == ["一规范", "两到位", "三结合", "四上墙"]
    assert found.cite == ("zc#1.5",)


def test_a_local_pack_may_have_a_list_of_its_own(tmp_path: Path) -> None:
    library = pack(tmp_path, GOOD)
    found = load_selfcheck(library, "zizha")
    assert [(point.id, point.title) for point in found.points] == [("board", "公开栏更新")]
    assert [one for one in check_pack("zizha", library) if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("wrong", "instead", "code", "line"),
    [
        ("id: board", "id: 公开栏", "T-NAME", 7),
        ("title: 公开栏更新", "titel: 公开栏更新", "K-", 7),
        ("cite: zc2#1", "cite: zc2#9", "C-", 3),
        (
            "      - {id: board",
            "      - {id: board, title: 甲}\n      - {id: board",
            "ID-DUP",
            8,
        ),
    ],
)
def test_what_is_wrong_is_named_by_packs_check(
    tmp_path: Path, wrong: str, instead: str, code: str, line: int
) -> None:
    library = pack(tmp_path, GOOD.replace(wrong, instead))
    with pytest.raises(ProblemsError):
        load_selfcheck(library, "zizha")
    found = [one for one in check_pack("zizha", library) if one.severity is Severity.ERROR]
    assert any(one.code.startswith(code) and one.place.line == line for one in found), found
