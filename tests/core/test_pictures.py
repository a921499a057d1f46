"""Photographs are kept without position and owner, and stay the same pictures."""

import pytest
from docx.image.image import Image
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.files import FileRefused
from gongkai.core.files.pictures import bare_picture
from tests.photographs import JPEG, PLACE, PNG, exif, from_camera, png_from_camera, segment


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photograph_loses_position_owner_remark_and_the_second_picture(order: str) -> None:
    kept = bare_picture(from_camera(order=order), "IMG_1.jpg")
    assert PLACE not in kept
    assert b"Photoshop" not in kept
    assert b"MPF" not in kept
    assert kept.count(b"\xff\xd8") == 1
    assert b"ICC_PROFILE" in kept
    assert kept.endswith(JPEG[-60:])
    assert (Image.from_blob(kept).px_width, Image.from_blob(kept).px_height) == (16, 8)


def exif_of(orientation: int) -> bytes:
    """Return the segment that says nothing but which way is up."""
    tiff = b"MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01"
    return segment(0xE1, b"Exif\x00\x00" + tiff + bytes((0, orientation)) + bytes(6))


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_which_way_is_up_stays(orientation: int) -> None:
    kept = bare_picture(from_camera(orientation), "a.jpeg")
    again = bare_picture(kept, "a.jpeg")
    assert kept == again
    assert (b"Exif" in kept) is (orientation > 1)
    if orientation > 1:
        assert kept[2:38] == exif_of(orientation)


@pytest.mark.parametrize("orientation", [0, 9, 600])
def test_a_camera_that_names_no_way_up_leaves_none(orientation: int) -> None:
    data = JPEG[:2] + exif(orientation) + JPEG[2:]
    assert bare_picture(data, "a.jpg") == JPEG


def test_a_bare_picture_stays_as_it_is() -> None:
    assert bare_picture(JPEG, "a.jpg") == JPEG
    assert bare_picture(PNG, "a.png") == PNG
    filled = JPEG[:2] + b"\xff\xff" + JPEG[2:]  # cameras may fill up between the parts
    assert bare_picture(filled, "a.jpg") == JPEG


def test_a_drawing_loses_its_remarks_too() -> None:
    assert bare_picture(png_from_camera(), "a.png") == PNG


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (JPEG[:-40], "a.jpg", "已损坏"),
        (JPEG[:30], "a.jpg", "已损坏"),
        (PNG[:60], "a.png", "已损坏"),
        (JPEG[:2] + b"junk", "a.jpg", "内容与扩展名不符"),
        (JPEG[:2] + b"\xff\xe0", "a.jpg", "已损坏"),
        (JPEG, "a.png", "内容与扩展名不符"),
        (b"GIF89a....", "a.gif", "不是 JPG 或 PNG"),
    ],
)
def test_what_is_no_photograph_is_refused_in_words(data: bytes, name: str, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        bare_picture(data, name)


@given(st.binary(max_size=200), st.sampled_from([JPEG[:2] + b"\xff", PNG[:33]]))
def test_no_bytes_end_in_anything_but_a_picture_or_a_refusal(tail: bytes, head: bytes) -> None:
    name = "a.png" if head.startswith(b"\x89") else "a.jpg"
    try:
        kept = bare_picture(head + tail, name)
    except FileRefused:
        return
    assert kept.startswith((b"\xff\xd8", b"\x89PNG"))


@given(st.lists(st.tuples(st.sampled_from([0xE1, 0xED, 0xFE]), st.binary(max_size=40)), max_size=5))
def test_whatever_a_camera_adds_the_picture_is_the_same(parts: list[tuple[int, bytes]]) -> None:
    added = b"".join(segment(marker, body) for marker, body in parts)
    assert bare_picture(JPEG[:2] + added + JPEG[2:], "a.jpg") == JPEG
