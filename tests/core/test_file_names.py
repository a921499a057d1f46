"""Names of uploaded files: whatever they were, they fit the disk, the database and an address."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.files import FileRefused, clean_name
from gongkai.portal.tree.addresses import normal


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("名单.docx", "名单.docx"),
        ("../../etc/名单.docx", "名单.docx"),
        ("C:\\文件\\名单.docx", "名单.docx"),
        ("..\\..\\名单.docx", "名单.docx"),
        (".名单.docx", "名单.docx"),
        (" . .名单.docx ", "名单.docx"),
        ("名\r\n单\x00\x1b.docx", "名单.docx"),
        ('<b>"名单"</b>.docx', "b.docx"),
        ("名单#1%20?.docx", "名单120.docx"),
        ("a\u202excod.docx", "axcod.docx"),
        ("cafe\u0301.docx", "café.docx"),
    ],
)
def test_a_name_is_what_is_left_of_it(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@pytest.mark.parametrize("name", ["", " ", "...", "/", "..", "\x00", "???", "a/"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(FileRefused):
        clean_name(name)


def test_a_long_title_is_cut_between_characters_and_keeps_its_ending() -> None:
    name = clean_name(f"{'关于印发示例县农资补贴发放管理办法的通知' * 10}.docx")
    assert re.fullmatch(r"关于印发.*\.docx", name)
    assert len(name.encode()) <= 180


@given(st.text(max_size=300), st.sampled_from(["docx", "pdf", "txt", "jpeg"]))
def test_every_name_stands_on_a_disk_and_in_an_address(text: str, suffix: str) -> None:
    try:
        name = clean_name(f"{text}.{suffix}")
    except FileRefused:
        return
    assert Path(name).name == name
    assert clean_name(name) == name
    if name.endswith(f".{suffix}"):
        address = f"/files/abc/{name}"
        assert normal(address) == address
