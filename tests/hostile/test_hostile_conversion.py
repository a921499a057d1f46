"""Programs that read documents for us fetch nothing, hand out nothing, and take only so much."""

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from gongkai.disclosure.importing import import_bytes
from gongkai.disclosure.importing.external import _run, office_program
from tests.core.servers import web_server

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
        ("manifest", "manifest"),
    )
)
SECRET = "只在服务器上的内容"


def odt(body: str) -> bytes:
    """Return an ODF text with markup of its own."""
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    content = f"<office:body><office:text><text:p>正文</text:p>{body}</office:text></office:body>"
    media = "application/vnd.oasis.opendocument.text"
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", media)
        archive.writestr(
            "META-INF/manifest.xml",
            f"<manifest:manifest {SPACES}>{entry.format('/', media)}"
            f"{entry.format('content.xml', 'text/xml')}</manifest:manifest>",
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {SPACES} {link} office:version="1.2">{content}'
            "</office:document-content>",
        )
    return out.getvalue()


def section(address: str) -> str:
    return (
        '<text:section text:name="s"><text:section-source xlink:type="simple" '
        f'xlink:href="{address}" xlink:show="embed"/><text:p>x</text:p></text:section>'
    )


def picture(address: str) -> str:
    return (
        '<text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:type="simple" '
        f'xlink:href="{address}" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
    )


@pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
def test_a_document_takes_nothing_from_the_machine_or_the_network(tmp_path: Path) -> None:
    kept = tmp_path / "secret.txt"
    kept.write_text(SECRET, encoding="utf-8")
    with web_server() as inner:
        body = section(kept.as_uri()) + section(inner.url("/s.txt")) + picture(inner.url("/p.png"))
        rtf = (
            rf'{{\rtf1 a {{\field{{\*\fldinst {{ INCLUDEPICTURE "{inner.url()}" }}}}'
            rf'{{\fldrslt x}}}} {{\field{{\*\fldinst {{ INCLUDETEXT "{kept}" }}}}{{\fldrslt y}}}}}}'
        )
        made = [import_bytes(odt(body), "a.odt"), import_bytes(rtf.encode(), "a.rtf")]
        assert inner.received == []
    assert all(SECRET not in one.html for one in made)
    assert all(not one.images for one in made)
    assert "正文" in made[0].html


def test_a_program_takes_no_more_memory_than_it_may(tmp_path: Path) -> None:
    greedy = "import time; time.sleep(0.3); bytearray(2 << 30)"
    arguments = [sys.executable, "-c", greedy]
    assert "MemoryError" in _run(arguments, tmp_path, "a.pdf", 30, memory=1 << 30)
