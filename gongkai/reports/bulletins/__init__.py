"""The monthly bulletin as an official document in Word, and its tables as a workbook."""

from gongkai.reports.bulletins.paper import bulletin_paper
from gongkai.reports.bulletins.values import BulletinPaper
from gongkai.reports.bulletins.workbook import bulletin_workbook

__all__ = ["BulletinPaper", "bulletin_paper", "bulletin_workbook"]
