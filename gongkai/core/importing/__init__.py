"""Tables from Excel: all of it or nothing, tried out before it is done.

Units, people and rosters here; another capability names its sheets and steps and uses the same.
"""

from gongkai.core.importing.applying import Imported, Line, State, Step, import_book, import_rows
from gongkai.core.importing.reading import Row, read_book
from gongkai.core.importing.sheets import Heading
from gongkai.core.importing.writing import write_book, write_sheets

__all__ = [
    "Heading",
    "Imported",
    "Line",
    "Row",
    "State",
    "Step",
    "import_book",
    "import_rows",
    "read_book",
    "write_book",
    "write_sheets",
]
