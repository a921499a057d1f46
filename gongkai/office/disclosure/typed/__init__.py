"""What an editor types, as the closed schema of text, and back: for whoever works without buttons.

A line is a paragraph. A short line that begins 一、 or （一） is a heading, one that begins with a
mark is what the mark says:

=============== ==================================================================================
``# 总则``       a heading of the first order, ``##`` and ``###`` below it
``→ 落款``       a paragraph at the right; ``↔`` in the middle; ``※`` a note
``• 甲``         a point of a list, ``№ 甲`` of a numbered one
``甲⇥乙``        a row of a table, as a spreadsheet copies it; the first row names the columns. A
                row of blanks counts beside one that says something
``【表 2】名称``  before a table: how many rows name the columns (else one), its caption;
                ``【表 首列】`` where the first cell of each row names the row
``<`` and ``^`` alone in a cell: it belongs to the one at its left, to the one above
``![图](images/…)`` a picture with its words; behind it on the same line its caption
=============== ==================================================================================

Within a line ``**重点**``, ``[文字](https://…)``, ``m^{2}``, ``H_{2}O``; ``↵`` breaks it. A
backslash takes a mark its meaning. Text that bears elements already is left alone.
"""

from gongkai.office.disclosure.typed.reading import as_html, is_markup
from gongkai.office.disclosure.typed.writing import as_typed

__all__ = ["as_html", "as_typed", "is_markup"]
