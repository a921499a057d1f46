"""The page as people see it: on a desk, on a phone, for a screen reader."""

from pathlib import Path
from typing import Any

import pytest

from gongkai.indicators.measure import measure
from gongkai.reports.measure import render
from tests.rules.calendar_fixture import national_calendar

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    lines = ["unit,issued_on,published_on,document_number"]
    for unit in ("示例县人民政府办公室", "示例县农业农村局"):
        lines += [
            f"{unit},{year}-03-{n:02d},{year}-0{3 + n % 3}-28,示{unit[3]}发〔{year}〕{3 * n}号"
            for year in range(2015, 2024)
            for n in range(1, 20)
        ]
    records = folder / "示例.csv"
    records.write_text(
        "\n".join([*lines, "示例县财政局,2001-01-01,2002-01-01,不详"]), encoding="utf-8"
    )
    report = measure([records], calendar=national_calendar(), limit=20)
    made = render(report, "html")
    assert isinstance(made, str)
    path = folder / "report.html"
    path.write_text(made, encoding="utf-8")
    return path


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844), (320, 640)])
def test_only_tables_scroll_sideways(
    page_file: Path, browser: Any, width: int, height: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed")
@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing(page_file: Path, browser: Any, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(page_file.as_uri())
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
    assert found == []
    page.close()


def test_every_table_and_chart_is_printed(page_file: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    page.emulate_media(media="print")
    shown = page.evaluate(
        "[...document.querySelectorAll('table, svg')].every(e => e.getClientRects().length > 0)"
    )
    assert shown
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.close()
