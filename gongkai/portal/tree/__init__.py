"""The pages of the portal as files: written at publication, whole at any moment, served by anyone.

``PageTree`` writes, removes and refreshes pages; what depends on a changed key is rendered anew by
a callback that knows the content. ``rebuild`` makes all of them anew and switches at once. Nothing
here knows the web framework, the database or what a page says.
"""

from gongkai.portal.tree.absences import Absences, read_absences
from gongkai.portal.tree.addresses import location_of, normal
from gongkai.portal.tree.generations import Generation, current_generation
from gongkai.portal.tree.manifest import PageRecord
from gongkai.portal.tree.media import media_type
from gongkai.portal.tree.outcomes import (
    GONE,
    MISSING,
    FileContent,
    Gone,
    Missing,
    Outcome,
    Prepare,
    Redirect,
    Render,
    Rendered,
)
from gongkai.portal.tree.pagetree import PageTree, Plan, Report
from gongkai.portal.tree.problems import (
    AddressError,
    ContentError,
    RebuildRefusedError,
    TreeBusyError,
    TreeError,
)
from gongkai.portal.tree.rebuilding import Comparison, rebuild

__all__ = [
    "GONE",
    "MISSING",
    "Absences",
    "AddressError",
    "Comparison",
    "ContentError",
    "FileContent",
    "Generation",
    "Gone",
    "Missing",
    "Outcome",
    "PageRecord",
    "PageTree",
    "Plan",
    "Prepare",
    "RebuildRefusedError",
    "Redirect",
    "Render",
    "Rendered",
    "Report",
    "TreeBusyError",
    "TreeError",
    "current_generation",
    "location_of",
    "media_type",
    "normal",
    "read_absences",
    "rebuild",
]
