"""Words and badges for what the disclosure app stores."""

from django.utils.translation import gettext

from gongkai.disclosure import rulebook
from gongkai.rules.publishing.values import Attribute, Availability, EditionState
from gongkai.rules.spelling import clause_text
from gongkai.ui import components as ui
from gongkai.ui.known import in_language

_STATES = {
    EditionState.DRAFT: ui.Tone.NEUTRAL,
    EditionState.IN_REVIEW: ui.Tone.FAIR,
    EditionState.APPROVED: ui.Tone.WARN,
    EditionState.SCHEDULED: ui.Tone.FAIR,
    EditionState.LIVE: ui.Tone.GOOD,
    EditionState.SUPERSEDED: ui.Tone.NEUTRAL,
    EditionState.DISCARDED: ui.Tone.NEUTRAL,
}
_PAGES = {
    Availability.UNPUBLISHED: ui.Tone.NEUTRAL,
    Availability.LIVE: ui.Tone.GOOD,
    Availability.WITHDRAWN: ui.Tone.BAD,
    Availability.REDIRECTED: ui.Tone.WARN,
    Availability.GONE: ui.Tone.BAD,
}


def state_badge(state: str) -> ui.Badge:
    """Return the badge of an edition's state."""
    known = EditionState(state)
    return ui.Badge(in_language(known.label), _STATES[known])


def page_badge(availability: str) -> ui.Badge:
    """Return the badge of a page."""
    known = Availability(availability)
    return ui.Badge(in_language(known.label), _PAGES[known])


def attribute_label(attribute: str) -> str:
    """Return what a disclosure attribute is called."""
    return in_language(Attribute(attribute).label)


def category_title(category: str) -> str:
    """Return a category with what it lies in; an id the pack has dropped stays an id."""
    rules = rulebook.pack()
    if not rules.has_node(category):
        return category
    return " › ".join(node.title for node in rules.path(category))


def type_title(content_type: str) -> str:
    """Return what a content type is called."""
    try:
        return rulebook.pack().content_type(content_type).title
    except LookupError:
        return gettext("（规则包已不含：%(id)s）") % {"id": content_type}


def type_choices() -> list[tuple[str, str]]:
    """Return the content types to choose from."""
    return [(one.id, one.title) for one in rulebook.pack().content_types]


def cited(cite: str) -> str:
    """Return a citation as people write it: the document and its clause."""
    source_id, _, clause = cite.partition("#")
    source = next((one for one in rulebook.pack().sources if one.id == source_id), None)
    if source is None:
        return cite
    return f"《{source.title}》{clause_text(clause, source.article)}"


def category_choices() -> list[tuple[str, str]]:
    """Return the categories items are filed in, each with what it lies in."""
    return [
        (node.id, category_title(node.id))
        for catalogue in rulebook.pack().catalogues
        for node in catalogue.walk()
        if node.leaf and not node.shows and not node.shows_types
    ]
