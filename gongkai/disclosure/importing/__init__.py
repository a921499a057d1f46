"""Import of Word, WPS, PDF and text files: final text, labels kept, report for the editor."""

from gongkai.disclosure.importing.heads import without_head
from gongkai.disclosure.importing.images import Image
from gongkai.disclosure.importing.importing import (
    Imported,
    import_bytes,
    import_file,
    import_source,
)
from gongkai.disclosure.importing.report import Finding, ImportReport, Kind
from gongkai.disclosure.importing.sources import Source, SourceKind, check_source, read_source
from gongkai.disclosure.importing.style_map import Look

__all__ = [
    "Finding",
    "Image",
    "ImportReport",
    "Imported",
    "Kind",
    "Look",
    "Source",
    "SourceKind",
    "check_source",
    "import_bytes",
    "import_file",
    "import_source",
    "read_source",
    "without_head",
]
