"""One report, four forms."""

from enum import StrEnum

from gongkai.indicators.report import MeasureReport


class ReportFormat(StrEnum):
    """The forms `gongkai measure --format` knows."""

    JSON = "json"
    TABLE = "table"
    HTML = "html"
    XLSX = "xlsx"


def render(report: MeasureReport, report_format: ReportFormat | str) -> str | bytes:
    """Write the report in one form: text, or bytes for a workbook.

    Raises:
        ValueError: the format is not one of `ReportFormat`.
    """
    chosen = ReportFormat(report_format)
    if chosen is ReportFormat.JSON:
        return report.to_json()
    # Each form brings its own library; only the one asked for is loaded.
    if chosen is ReportFormat.TABLE:
        from gongkai.reports.measure.terminal import render_table

        return render_table(report)
    if chosen is ReportFormat.HTML:
        from gongkai.reports.measure.page import render_html

        return render_html(report)
    from gongkai.reports.measure.workbook import render_xlsx

    return render_xlsx(report)
