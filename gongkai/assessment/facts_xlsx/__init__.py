"""Facts in Excel: reading a filled workbook, and the template an office fills."""

from gongkai.assessment.facts_xlsx.reading import workbook_tree
from gongkai.assessment.facts_xlsx.template import facts_template

__all__ = ["facts_template", "workbook_tree"]
