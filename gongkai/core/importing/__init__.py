"""Units, people and rosters from Excel: all of it or nothing, tried out before it is done."""

from gongkai.core.importing.applying import Imported, Line, State, import_book
from gongkai.core.importing.writing import write_book

__all__ = ["Imported", "Line", "State", "import_book", "write_book"]
