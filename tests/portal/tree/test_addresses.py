"""One page, one address, one file, and never a file outside the tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal.tree import AddressError, location_of, media_type, normal
from gongkai.portal.tree.addresses import file_of

SEGMENT = st.text(
    st.sampled_from("aZ09-_~ .政策é/%\\\x00\n\u200b?#:&=+'$;{}") | st.characters(), max_size=12
)


@pytest.mark.parametrize(
    ("written", "right", "file"),
    [
        ("/", "/", "index.html"),
        ("/index.html", "/", "index.html"),
        ("/policies/2026/", "/policies/2026/", "policies/2026/index.html"),
        ("/policies/2026/index.html", "/policies/2026/", "policies/2026/index.html"),
        ("/feeds/latest.xml", "/feeds/latest.xml", "feeds/latest.xml"),
        ("/%E6%94%BF%E7%AD%96/", "/政策/", "政策/index.html"),
        ("/政策/附件 1.docx", "/政策/附件 1.docx", "政策/附件 1.docx"),
        ("/e\u0301/", "/é/", "é/index.html"),
        ("/files/预算(草案),v2.tar.zip", "/files/预算(草案),v2.tar.zip", None),
    ],
)
def test_an_address_has_one_right_spelling(written: str, right: str, file: str | None) -> None:
    assert normal(written) == right
    assert normal(right) == right
    assert file_of(right) == (file or right[1:])


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a/",
        "/a",
        "//a/",
        "/a//b/",
        "/../etc/passwd.txt",
        "/a/../../b.html",
        "/%2e%2e/a.html",
        "/a/%2e%2e%2fb.html",
        "/./a.html",
        "/.git/config.txt",
        "/a/.htaccess",
        "/a\\b.html",
        "/a%5cb.html",
        "/a\0.html",
        "/a%00.html",
        "/a\n/",
        "/a\u202e/",
        "/a\u00a0b/",
        "/%ff/",
        "/a%2525/",
        "/a.b/c.html",
        "/a /",
        "/ a.html",
        "/a./",
        "/a.html.",
        "/page.html.gz",
        "/page.html.GZ",
        '/a"b.html',
        "/a?b.html",
        "/a#b.html",
        "/a\udc80/",
        "/" + "长" * 70 + "/",
        "/" + "a" * 201 + ".html",
        "/" + "a/" * 501,
    ],
)
def test_an_address_that_servers_could_read_apart_is_refused(address: str) -> None:
    with pytest.raises(AddressError):
        normal(address)


@given(st.lists(SEGMENT, max_size=5), st.booleans())
def test_whatever_is_accepted_stays_inside_and_is_its_own_spelling(
    segments: list[str], folder: bool
) -> None:
    address = "/" + "/".join(segments) + ("/" if folder else "")
    try:
        right = normal(address)
    except AddressError:
        return
    assert normal(right) == right
    parts = file_of(right).split("/")
    assert all(part and not part.startswith(".") for part in parts)
    assert "." in parts[-1]
    assert not any("." in part for part in parts[:-1])
    assert not parts[-1].lower().endswith(".gz")


def test_a_redirect_leads_into_the_site_or_to_a_whole_address() -> None:
    assert location_of("/政策/a b.docx") == "/%E6%94%BF%E7%AD%96/a%20b.docx"
    assert location_of("https://www.example.gov.cn/a?b=c") == "https://www.example.gov.cn/a?b=c"
    for bad in (
        "//evil.example/",
        "javascript:alert(1)",
        "https://",
        'https://a/"',
        "https://a/\nb",
    ):
        with pytest.raises(AddressError):
            location_of(bad)


def test_media_types_go_by_the_last_ending_alone() -> None:
    assert media_type("a/b.PDF") == "application/pdf"
    assert media_type("a/b.html.docx").endswith("wordprocessingml.document")
    assert media_type("a/b.exe") == "application/octet-stream"
    assert media_type("a.html/b") == "application/octet-stream"
