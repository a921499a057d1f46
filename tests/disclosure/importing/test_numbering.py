"""Automatic numbers of real Word files, written into the text as Word shows them."""

from pathlib import Path

from gongkai.disclosure.importing import import_bytes
from tests.disclosure.importing.word import COUNTING, Level, Word, restart

ARTICLES = [Level(COUNTING, "第%1条")]
OFFICIAL = [
    Level(COUNTING, "%1、"),
    Level(COUNTING, "（%2）"),
    Level("decimal", "%3."),
    Level("decimal", "（%4）"),
]


def texts(word: Word) -> list[str]:
    """The paragraphs of the document as imported."""
    return [paragraph.text for paragraph in import_bytes(word.data(), "示例.docx").paragraphs]


def test_articles_are_numbered_through_and_go_on_after_plain_text() -> None:
    word = Word()
    word.abstract(0, ARTICLES)
    word.list(1, 0)
    word.add("为了规范管理，制定本办法。", 1)
    word.add("本办法适用于本县。", 1)
    word.add("前款规定另有要求的除外。")
    word.add("本办法自印发之日起施行。", 1)
    assert texts(word) == [
        "第一条\u3000为了规范管理，制定本办法。",
        "第二条\u3000本办法适用于本县。",
        "前款规定另有要求的除外。",
        "第三条\u3000本办法自印发之日起施行。",
    ]


def test_the_four_levels_of_an_official_document_restart_under_their_parent() -> None:
    word = Word()
    word.abstract(0, OFFICIAL)
    word.list(1, 0)
    for text, level in [
        ("甲", 0), ("乙", 1), ("丙", 2), ("丁", 3), ("戊", 3), ("己", 2), ("庚", 1), ("辛", 0),
        ("壬", 1),
    ]:  # fmt: skip
        word.add(text, 1, level)
    assert texts(word) == [
        "一、甲", "（一）乙", "1. 丙", "（1）丁", "（2）戊", "2. 己", "（二）庚", "二、辛",
        "（一）壬",
    ]  # fmt: skip


def test_two_lists_of_one_definition_go_on_unless_told_where_to_start() -> None:
    word = Word()
    word.abstract(0, OFFICIAL)
    word.list(1, 0)
    word.list(2, 0)
    word.list(3, 0, restart(0))
    word.list(4, 0, restart(0, 7))
    for number in (1, 2, 3, 3, 1, 4):
        word.add("x", number)
    assert texts(word) == ["一、x", "二、x", "一、x", "二、x", "三、x", "七、x"]


def test_a_level_that_never_restarts_counts_through() -> None:
    word = Word()
    levels = [
        Level(COUNTING, "第%1章"),
        Level(COUNTING, "第%2条", extra='<w:lvlRestart w:val="0"/>'),
    ]
    word.abstract(0, levels)
    word.list(1, 0)
    for level in (0, 1, 1, 0, 1):
        word.add("x", 1, level)
    assert [text.split("\u3000")[0] for text in texts(word)] == [
        "第一章", "第一条", "第二条", "第二章", "第三条",
    ]  # fmt: skip


def test_a_level_that_restarts_only_after_the_first_level() -> None:
    word = Word()
    levels = [
        Level(COUNTING, "第%1编"),
        Level(COUNTING, "第%2章"),
        Level(COUNTING, "第%3条", extra='<w:lvlRestart w:val="1"/>'),
    ]
    word.abstract(0, levels)
    word.list(1, 0)
    for level in (0, 1, 2, 1, 2, 0, 2):
        word.add("x", 1, level)
    assert [text.split("\u3000")[0] for text in texts(word)] == [
        "第一编", "第一章", "第一条", "第二章", "第二条", "第二编", "第一条",
    ]  # fmt: skip


def test_legal_numbering_shows_upper_levels_in_figures() -> None:
    word = Word()
    levels = [Level(COUNTING, "第%1章"), Level("decimal", "%1.%2", extra="<w:isLgl/>")]
    word.abstract(0, levels)
    word.list(1, 0)
    for level in (0, 1, 0, 1):
        word.add("x", 1, level)
    assert texts(word) == ["第一章\u3000x", "1.1 x", "第二章\u3000x", "2.1 x"]


def test_a_skipped_level_counts_as_begun() -> None:
    word = Word()
    word.abstract(0, [Level("decimal", "%1"), Level("decimal", "%1.%2")])
    word.list(1, 0)
    word.add("x", 1, 1)
    word.add("x", 1, 0)
    assert texts(word) == ["1.1 x", "2 x"]


def test_numbers_come_from_styles_and_from_the_style_below() -> None:
    word = Word()
    word.abstract(0, [Level(COUNTING, "%1、", extra='<w:pStyle w:val="YiJi"/>'), OFFICIAL[1]])
    word.list(1, 0)
    word.style("YiJi", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    word.style("ErJi", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', based_on="YiJi")
    word.add("总体要求", style="YiJi")
    word.add("指导思想", style="ErJi")
    word.add("主要任务", style="YiJi")
    assert texts(word) == ["一、总体要求", "（一）指导思想", "二、主要任务"]


def test_list_zero_takes_the_number_of_the_style_away() -> None:
    word = Word()
    word.abstract(0, OFFICIAL)
    word.list(1, 0)
    word.style("YiJi", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    word.add("甲", style="YiJi")
    word.add("乙", 0, style="YiJi")
    word.add("丙", style="YiJi")
    assert texts(word) == ["一、甲", "乙", "二、丙"]


def test_a_list_linked_to_a_numbering_style_uses_its_levels() -> None:
    word = Word()
    word.abstract(0, OFFICIAL, '<w:styleLink w:val="GongWen"/>')
    word.abstract(1, [], '<w:numStyleLink w:val="GongWen"/>')
    word.list(1, 0)
    word.list(2, 1)
    word.style("GongWen", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    word.add("甲", 2)
    word.add("乙", 2, 1)
    assert texts(word) == ["一、甲", "（一）乙"]


def test_an_override_may_bring_its_own_format() -> None:
    word = Word()
    word.abstract(0, OFFICIAL)
    own = Level("decimalEnclosedCircle", "%1").xml(0)
    word.list(1, 0, f'<w:lvlOverride w:ilvl="0">{own}</w:lvlOverride>')
    word.add("甲", 1)
    word.add("乙", 1)
    assert texts(word) == ["① 甲", "② 乙"]


def test_what_follows_a_label_is_what_the_list_says() -> None:
    word = Word()
    word.abstract(0, [Level("decimal", "%1", suffix="nothing")])
    word.abstract(1, [Level("decimal", "%1)", suffix="space")])
    word.list(1, 0)
    word.list(2, 1)
    word.add("甲", 1)
    word.add("乙", 2)
    assert texts(word) == ["1甲", "1) 乙"]


def test_bullets_stay_a_list_and_numbers_do_not() -> None:
    word = Word()
    word.abstract(0, [Level("bullet", "●"), Level("bullet", "○")])
    word.abstract(1, OFFICIAL)
    word.list(1, 0)
    word.list(2, 1)
    word.add("任务", 2)
    word.add("甲", 1)
    word.add("乙", 1, 1)
    word.add("任务", 2)
    html = import_bytes(word.data(), "示例.docx").html
    assert html == ("<p>一、任务</p><ul><li>甲<ul><li>乙</li></ul></li></ul><p>二、任务</p>")


def test_hidden_and_deleted_paragraphs_are_not_counted() -> None:
    word = Word()
    word.abstract(0, ARTICLES)
    word.list(1, 0)
    word.add("甲", 1)
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    word.raw(
        f'<w:p><w:pPr>{numbered}<w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>删</w:delText></w:r></w:del></w:p>'
        f"<w:p><w:pPr>{numbered}</w:pPr><w:r><w:t>乙</w:t></w:r></w:p>"
        f"<w:p><w:pPr>{numbered}<w:rPr><w:vanish/></w:rPr></w:pPr>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>"
        f"<w:p><w:pPr>{numbered}</w:pPr><w:r><w:t>丙</w:t></w:r></w:p>"
    )
    assert texts(word) == ["第一条\u3000甲", "第二条\u3000乙", "第三条\u3000丙"]


def test_a_numbered_heading_keeps_number_and_level() -> None:
    word = Word()
    word.abstract(0, OFFICIAL)
    word.list(1, 0)
    word.add("总体要求", 1, style="Heading1")
    assert import_bytes(word.data(), "示例.docx").html == "<h2>一、总体要求</h2>"


def test_lists_in_a_table_are_numbered_too() -> None:
    word = Word()
    word.abstract(0, [Level("decimal", "%1")])
    word.list(1, 0)
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    cell = f"<w:tc><w:tcPr/><w:p>{numbered}</w:p></w:tc><w:tc><w:tcPr/><w:p/></w:tc>"
    word.raw(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell}</w:tr><w:tr>{cell}</w:tr></w:tbl>")
    assert [text.strip() for text in texts(word) if text] == ["1", "2"]


def test_the_report_counts_labels_and_shows_examples(tmp_path: Path) -> None:
    word = Word()
    word.abstract(0, ARTICLES)
    word.list(1, 0)
    for _ in range(12):
        word.add("内容", 1)
    report = import_bytes(word.data(), "示例.docx").report
    assert report.labels == 12
    assert report.label_examples[:2] == ("第一条", "第二条")
    assert "自动编号写入正文 12 处" in report.lines()[0]


def test_an_unknown_format_is_written_in_figures_and_reported() -> None:
    word = Word()
    word.abstract(0, [Level("thaiNumbers", "%1.")])
    word.list(1, 0)
    word.add("甲", 1)
    imported = import_bytes(word.data(), "示例.docx")
    assert imported.paragraphs[0].text == "1. 甲"
    assert any("thaiNumbers" in finding.message for finding in imported.report.findings)
