"""The measurement written out for people: terminal, web page, workbook; and JSON for programs."""

from gongkai.reports.measure.formats import ReportFormat, render

__all__ = ["ReportFormat", "render"]
