"""What styles.xml says: names, inheritance, and the properties a paragraph takes from its style."""

from collections.abc import Iterator

from lxml.etree import _Element

from gongkai.disclosure.importing.xml import child, each, is_on, q, value

_DEEPEST = 20


class Styles:
    """The styles of one document; asking for a style that is not there gives nothing."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, _Element] = {}
        self.default = ""
        for style in () if root is None else each(root, "w:style"):
            identity = style.get(q("w:styleId"))
            if identity is None:
                continue
            self._styles[str(identity)] = style
            is_default = style.get(q("w:default")) in ("1", "true", "on")
            if is_default and style.get(q("w:type")) == "paragraph":
                self.default = str(identity)

    def of(self, paragraph: _Element) -> str:
        """Return the style id of a paragraph, the default where it names none."""
        return value(paragraph, "w:pPr", "w:pStyle") or self.default

    def name(self, style: str) -> str:
        """Return the name the user sees, or the id where the style is not defined."""
        found = self._styles.get(style)
        return (value(found, "w:name") if found is not None else None) or style

    def chain(self, style: str) -> Iterator[tuple[str, _Element]]:
        """Give the style and those it is based on, nearest first; circles end."""
        for _ in range(_DEEPEST):
            found = self._styles.get(style)
            if found is None:
                return
            yield style, found
            style = value(found, "w:basedOn") or ""

    def numbering(self, style: str) -> tuple[str | None, str | None, str]:
        """Return the list (numId) and level a style gives, and the style that gives the list."""
        level: str | None = None
        for identity, found in self.chain(style):
            level = level or value(found, "w:pPr", "w:numPr", "w:ilvl")
            number = value(found, "w:pPr", "w:numPr", "w:numId")
            if number is not None:
                return number, level, identity
        return None, level, ""

    def paragraph_value(self, paragraph: _Element, name: str) -> str | None:
        """Return a paragraph property such as ``w:jc``, its own or inherited."""
        own = value(paragraph, "w:pPr", name)
        if own is not None:
            return own
        for _, found in self.chain(self.of(paragraph)):
            inherited = value(found, "w:pPr", name)
            if inherited is not None:
                return inherited
        return None

    def hides(self, properties: _Element | None, paragraph_style: str) -> bool:
        """Whether text with these run properties is hidden (隐藏文字), directly or by a style."""
        own = is_on(child(properties, "w:vanish"))
        if own is not None:
            return own
        for style in (value(properties, "w:rStyle") or "", paragraph_style):
            for _, found in self.chain(style):
                inherited = is_on(child(found, "w:rPr", "w:vanish"))
                if inherited is not None:
                    return inherited
        return False
