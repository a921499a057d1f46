"""What changed between two disclosure packs, by id and section."""

from collections.abc import Mapping

from gongkai.policy.diff import Difference, section_differences
from gongkai.policy.disclosure.pack import DisclosurePack


def sections(pack: DisclosurePack) -> Mapping[str, Mapping[str, object]]:
    """Return every element of a pack by section and id, in the order of the pack."""
    return {
        "channels": {entry.id: entry for entry in pack.channels},
        "forms": {entry.id: entry for entry in pack.forms},
        "timing": {entry.id: entry for entry in pack.timing},
        "chains": {entry.id: entry for entry in pack.chains},
        "content_types": {entry.id: entry for entry in pack.content_types},
        "releases": {entry.id: entry for entry in pack.releases},
        "nodes": {node.id: node for entry in pack.catalogues for node in entry.walk()},
    }


def disclosure_differences(old: DisclosurePack, new: DisclosurePack) -> tuple[Difference, ...]:
    """Return what differs from ``old`` to ``new``."""
    before, after = sections(old), sections(new)
    return tuple(
        difference
        for section in before
        for difference in section_differences(section, before[section], after[section])
    )
