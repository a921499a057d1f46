"""The scoring sheet: one scorer's units, items and components in Excel, taken back row by row.

It holds what is assigned to the person and what the person gave, and nothing of anybody else.
"""

from gongkai.assessment.scoring_sheet.uploading import upload_sheet
from gongkai.assessment.scoring_sheet.writing import scoring_sheet

__all__ = ["scoring_sheet", "upload_sheet"]
