"""Search: documents in, answers out; an embedded index derived from the database.

``Index`` keeps documents, ``search`` answers, ``complete`` helps while typing, ``rebuild`` makes
the index anew from all documents. Nothing here knows the web or the database.
"""

from gongkai.rules.publishing.validity import Validity
from gongkai.search.assistance import complete, units_meant
from gongkai.search.dictionaries import read_dictionaries
from gongkai.search.documents import PUBLIC, Document, Named
from gongkai.search.filters import IN_USE, Filters
from gongkai.search.index import Index
from gongkai.search.problems import (
    IndexBusyError,
    IndexFullError,
    IndexUnusableError,
    RebuildRefusedError,
    SearchError,
)
from gongkai.search.query import MAX_CHARACTERS
from gongkai.search.rebuilding import Comparison, rebuild
from gongkai.search.results import (
    Completion,
    Facets,
    FacetValue,
    Help,
    Hit,
    Results,
    SearchLog,
    Segment,
    Sort,
    WordCount,
)
from gongkai.search.searching import search

__all__ = [
    "IN_USE",
    "MAX_CHARACTERS",
    "PUBLIC",
    "Comparison",
    "Completion",
    "Document",
    "FacetValue",
    "Facets",
    "Filters",
    "Help",
    "Hit",
    "Index",
    "IndexBusyError",
    "IndexFullError",
    "IndexUnusableError",
    "Named",
    "RebuildRefusedError",
    "Results",
    "SearchError",
    "SearchLog",
    "Segment",
    "Sort",
    "Validity",
    "WordCount",
    "complete",
    "read_dictionaries",
    "rebuild",
    "search",
    "units_meant",
]
