"""What the page shows above a text is not left in the text."""

import pytest

from gongkai.disclosure.importing import without_head
from gongkai.rules.recognition import recognise_text

HEAD = "青山乡人民政府文件\n青政发〔2026〕18号\n青山乡人民政府关于下达救助资金的通知"
REST = "各村民委员会：\n现将资金下达给你们。\n青山乡人民政府\n2026年11月30日"


def html(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.split("\n"))


def left(text: str, shown: str = "") -> tuple[str, int]:
    return without_head(shown or html(text), recognise_text(text))


def test_organ_number_and_title_go_whatever_their_order() -> None:
    assert left(f"{HEAD}\n{REST}") == (html(REST), 3)
    _, number, title = HEAD.split("\n")
    assert left(f"{title}\n{number}\n{REST}") == (html(REST), 2)
    assert left(f"{title}\n{REST}") == (html(REST), 1)


def test_the_organ_above_a_title_that_begins_with_it_is_no_part_of_it() -> None:
    bare = HEAD.replace("文件", "")
    assert left(f"{bare}\n{REST}") == (html(REST), 3)
    broken = html(f"{HEAD}\n{REST}").replace("政府关于下达", "政府</p><p>关于下达")
    assert left(f"{HEAD}\n{REST}", broken.replace("人民政府文件", "人民政府公报")) == (
        broken.replace("人民政府文件", "人民政府公报"),
        0,
    )


def test_a_title_of_several_lines_goes_whole() -> None:
    text = f"{HEAD}\n{REST}"
    broken = html(text).replace("关于下达", "</p><p>关于下达")
    assert left(text, broken) == (html(REST), 4)


@pytest.mark.parametrize(
    "text",
    [
        f"编者按：以下是全文。\n{HEAD}\n{REST}",  # something else is said first
        REST,  # no title
        "",
    ],
)
def test_nothing_goes_where_it_is_no_plain_head(text: str) -> None:
    assert left(text) == (html(text) if text else "<p></p>", 0)


def test_a_picture_ends_the_head() -> None:
    text = f"{HEAD}\n{REST}"
    shown = html(text).replace("<p>青政发", '<p><img src="a.png" alt="徽标">青政发')
    assert left(text, shown) == (shown, 0)
