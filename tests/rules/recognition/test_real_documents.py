"""Twenty real documents as websites show them: number, date and issuers against a reader's."""

import json
from pathlib import Path

import pytest

from gongkai.rules.recognition import Recognised, recognise_text

DOCUMENTS = Path(__file__).parents[4] / "shared" / "data" / "documents" / "documents.jsonl"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DOCUMENTS.is_file(), reason="the documents are not beside the project"),
]

# What a reader finds in the text of each document alone; None where it says nothing.
FACTS: tuple[tuple[str | None, str | None, tuple[str, ...]], ...] = (
    ("密政发〔2016〕20号", "2016-04-20", ("北京市密云区人民政府",)),
    ("京财科文〔2014〕1218号", "2014-07-03", ("北京市财政局",)),
    (None, "2014-04-25", ("海关总署",)),
    ("中华人民共和国商务部令〔2018〕2号", "2018-04-04", ("中华人民共和国商务部",)),
    ("沪民救发〔2017〕9号", "2017-02-21", ("上海市民政局",)),
    ("粤办函〔2017〕176号", "2017-03-21", ("广东省人民政府办公厅",)),
    (None, "2022-07-15", ("海峡两岸婚姻家庭服务中心",)),
    (None, "2015-01-16", ("安徽省人民政府",)),
    ("渝府办发〔2022〕109号", "2022-10-01", ("重庆市人民政府办公厅",)),
    (None, None, ()),
    (None, None, ()),
    (None, "2016-01-29", ("海关总署",)),
    (
        "沪财法〔2007〕9号",
        "2007-02-06",
        ("上海市财政局", "上海市国家税务局", "上海市地方税务局"),
    ),
    ("湖北省人民政府令第282号", "2005-11-21", ("湖北省人民政府",)),
    (None, None, ()),
    (None, "2021-06-17", ("市工业和信息化局",)),
    ("甘政办发〔2020〕25号", "2020-03-11", ("甘肃省人民政府办公厅",)),
    (None, None, ()),
    ("发改经体〔2016〕2120号", "2016-10-08", ("国家发展改革委", "国家能源局")),
    ("农办计〔2016〕92号", "2016-09-21", ("农业部办公厅",)),
)
# Documents whose text begins without a title of its own: the body, or another document's title.
UNTITLED = {2, 6, 7, 9, 10, 11, 12, 16, 17}


@pytest.fixture(scope="module")
def recognised() -> list[Recognised]:
    with DOCUMENTS.open(encoding="utf-8") as file:
        return [recognise_text(json.loads(line)["body"]) for line in file]


@pytest.mark.parametrize("index", range(len(FACTS)))
def test_number_date_and_issuers_are_those_a_reader_finds(
    index: int, recognised: list[Recognised]
) -> None:
    one = recognised[index]
    found = (
        one.number.value.canonical if one.number else None,
        str(one.dated.value) if one.dated else None,
        one.issuers.value if one.issuers else (),
    )
    assert found == FACTS[index]


def test_a_title_is_found_exactly_where_the_text_has_one(recognised: list[Recognised]) -> None:
    assert {index for index, one in enumerate(recognised) if one.title is None} == UNTITLED


def test_the_page_s_title_set_above_the_text_is_the_title(recognised: list[Recognised]) -> None:
    with DOCUMENTS.open(encoding="utf-8") as file:
        pages = [json.loads(line) for line in file]
    for index in UNTITLED:
        title = recognise_text(f"{pages[index]['title']}\n{pages[index]['body']}").title
        assert title is not None
        assert title.value == pages[index]["title"].replace("\u3000", "")
