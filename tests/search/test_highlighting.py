"""Marks in titles and excerpts."""

import pytest

from gongkai.search.highlighting import SNIPPET, Marker
from gongkai.search.query import parse
from gongkai.search.results import Segment


def marks(text: str, query: str) -> list[str]:
    return [one.text for one in Marker(parse(query)).title(text) if one.marked]


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("关于低保的通知", "低保", ["低保"]),
        ("關於低保戶的通知", "低保户", ["低保戶"]),
        ("最低生活保障办法", "低保", ["最低生活保障"]),
        ("张　三、张三", "张三", ["张　三", "张三"]),
        ("按GB/T 9704，别的gbk", "gb 9704", ["GB", "9704"]),
        ("示民发〔2023〕5号文", "示民发(2023)5号", ["示民发〔2023〕5号"]),
        ("公租房申请", "公租房 -申请", ["公租房"]),
        ("公租房", "", []),
        ("<b>低保</b>", "低保", ["低保"]),
    ],
)
def test_what_was_found_is_marked(text: str, query: str, marked: list[str]) -> None:
    assert marks(text, query) == marked


def test_segments_are_the_title_and_nothing_else() -> None:
    title = "低保<script>低保&amp;"
    segments = Marker(parse("低保")).title(title)
    assert "".join(one.text for one in segments) == title
    assert segments[0] == Segment("低保", marked=True)


def test_an_excerpt_shows_where_most_was_found() -> None:
    body = "开头" * 200 + "低保" + "中间" * 200 + "低保申请低保申请" + "结尾" * 200
    snippet = Marker(parse("低保 申请")).snippet(body)
    text = "".join(one.text for one in snippet)
    assert "低保申请低保申请" in text
    assert (text[0], text[-1]) == ("…", "…")
    assert len(text) == SNIPPET + 2


def test_an_excerpt_without_marks_is_the_beginning() -> None:
    snippet = Marker(parse("没有")).snippet("第一行\n第二行" + "字" * 500)
    assert snippet[0].text.startswith("第一行 第二行")
    assert Marker(parse("没有")).snippet("") == ()


def test_a_mark_at_the_end_is_whole_and_the_excerpt_full() -> None:
    snippet = Marker(parse("低保")).snippet("字" * 500 + "低保")
    assert snippet[-1] == Segment("低保", marked=True)
    assert sum(len(one.text) for one in snippet) == SNIPPET + 1
