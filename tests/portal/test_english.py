"""``/en/`` takes any address anybody types: it is a page, or there is none."""

import pytest
from django.test import Client

from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "sitemap-2026-13.xml",
        "sitemap-0000-01.xml",
        "sitemap-9999-12.xml",
        *(f"unit/xian/{one}/" for one in ("0000", "9999", "0000-01", "9999-12", "٢٠٢٦", "\0")),
        *(f"{one}/\0/" for one in ("item", "unit", "column", "registers", "results", "sites")),
        "files/\0/a.pdf",
        "/example.org/",
    ],
)
def test_what_is_no_page_is_not_found(people: People, address: str) -> None:
    code = people.unit("xian").code
    address = address.replace("unit/xian", f"unit/{code}").replace("\0", "%00")
    assert Client().get(f"/en/{address}").status_code == 404


def test_the_same_without_the_nonsense_is_there(people: People) -> None:
    assert Client().get(f"/en/unit/{people.unit('xian').code}/").status_code == 200
