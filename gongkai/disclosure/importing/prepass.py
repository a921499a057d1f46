"""The pass before conversion: final text, labels written, styles and alignment as our classes.

The converter loses automatic numbers and alignment without a word. In a legal text that is
corruption: an article without 第三条 cannot be cited. After this pass both are plain facts of the
document, and the converter has nothing left to guess.
"""

from collections import Counter
from dataclasses import dataclass

from lxml.etree import _Element

from gongkai.disclosure.importing.leftovers import remove_leftovers
from gongkai.disclosure.importing.numbering import Counters, Numbering, separator
from gongkai.disclosure.importing.package import Package
from gongkai.disclosure.importing.report import Finding, Kind, place
from gongkai.disclosure.importing.revisions import accept_revisions
from gongkai.disclosure.importing.sources import refuse
from gongkai.disclosure.importing.style_map import Look, StyleMap
from gongkai.disclosure.importing.styles import Styles
from gongkai.disclosure.importing.xml import child, drop, each, make, q, text_of, value
from gongkai.rules.recognition import Alignment, Paragraph, Role

_EXAMPLES = 5
_BULLETS = (
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:abstractNum w:abstractNumId="0">'
    + "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="•"/></w:lvl>'
        for level in range(9)
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
"""All lists left after the pass are bulleted, and use this one definition."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready for conversion, and what recognition and the report need of it."""

    docx: bytes
    paragraphs: tuple[Paragraph, ...]
    labels: int
    label_examples: tuple[str, ...]
    findings: tuple[Finding, ...]


class Prepass:
    """One run over one document."""

    def __init__(self, package: Package, style_map: StyleMap) -> None:
        self._package = package
        self._map = style_map
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._counters = Counters(self._numbering)
        self._unknown: Counter[str] = Counter()
        self._first_unknown: dict[str, str] = {}
        self._examples: list[str] = []
        self._spoilt: list[str] = []
        self._labels = 0
        self._at = 0
        self._bullet_base: int | None = None

    def run(self) -> Prepared:
        """Prepare the document."""
        body = child(self._package.root(self._package.main), "w:body")
        if body is None:
            refuse(
                self._package.name, "F-BROKEN", "没有正文，文件已损坏；请用 Word 打开后另存一份再试"
            )
        findings = [*accept_revisions(body)]
        findings += remove_leftovers(self._package, body, self._styles)
        paragraphs = [
            self._paragraph(number, paragraph)
            for number, paragraph in enumerate(list(each(body, "w:p")), start=1)
        ]
        self._prepare_notes()
        _leave_names(self._package.part("styles"))
        bullets = {self._package.path_of("numbering"): _BULLETS.encode()}
        return Prepared(
            self._package.rebuilt(bullets),
            tuple(paragraphs),
            self._labels,
            tuple(self._examples),
            (*findings, *self._style_findings()),
        )

    def _paragraph(self, number: int, paragraph: _Element) -> Paragraph:
        self._at = number
        style = self._styles.of(paragraph)
        look = self._look(number, paragraph, style)
        self._number(paragraph, style)
        alignment = _ALIGNMENTS.get(self._styles.paragraph_value(paragraph, "w:jc") or "")
        self._dress(paragraph, look, alignment)
        in_table = next(paragraph.iterancestors(q("w:tc")), None) is not None
        role = Role.TITLE if look is Look.TITLE else Role.HEADING if look.is_heading else Role.NONE
        return Paragraph(text_of(paragraph), role, alignment, in_table)

    def _look(self, number: int, paragraph: _Element, style: str) -> Look:
        name = self._styles.name(style)
        chain = [self._styles.name(identity) for identity, _ in self._styles.chain(style)]
        outline = self._styles.paragraph_value(paragraph, "w:outlineLvl")
        found = self._map.look(chain or ([name] if name else []), outline)
        if found is None:
            self._unknown[name] += 1
            self._first_unknown.setdefault(name, place(number, text_of(paragraph)))
            return Look.BODY
        return found

    def _number(self, paragraph: _Element, style: str) -> None:
        """Write the label of a numbered paragraph into its text; make bullets plain bullets."""
        number, index = self._list_of(paragraph, style)
        level = self._numbering.level(number, index) if number else None
        properties = child(paragraph, "w:pPr")
        if properties is not None:
            for found in properties.findall(q("w:numPr")):
                properties.remove(found)
        if level is None:
            self._bullet_base = None if text_of(paragraph).strip() else self._bullet_base
            return
        label = self._counters.next(number, index)
        if level.is_bullet:
            self._bullet(paragraph, index)
            return
        self._bullet_base = None
        if label:
            self._write(paragraph, label, separator(label, level.suffix))

    def _list_of(self, paragraph: _Element, style: str) -> tuple[str, int]:
        """Return the list and level of a paragraph: its own first, then its style's."""
        own_number = value(paragraph, "w:pPr", "w:numPr", "w:numId")
        own_level = value(paragraph, "w:pPr", "w:numPr", "w:ilvl")
        style_number, style_level, giver = self._styles.numbering(style)
        number = own_number or style_number or "0"
        if number == "0":
            return "", 0
        written = own_level or style_level
        if written is not None and written.isdigit():
            return number, min(int(written), 8)
        linked = self._numbering.level_of_style(number, giver or style)
        return number, linked or 0

    def _write(self, paragraph: _Element, label: str, between: str) -> None:
        words = text_of(paragraph).strip()
        run, text = make("r"), make("t")
        text.text = label + between
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)
        paragraph.insert(0 if child(paragraph, "w:pPr") is None else 1, run)
        self._labels += 1
        if "?" in label or "\ufffd" in label:
            self._spoilt.append(place(self._at, label + words))
        if len(self._examples) < _EXAMPLES and label not in self._examples and words:
            self._examples.append(label)

    def _bullet(self, paragraph: _Element, index: int) -> None:
        base = self._bullet_base = (
            index if self._bullet_base is None else min(self._bullet_base, index)
        )
        properties = _properties(paragraph)
        for found in properties.findall(q("w:pStyle")):
            properties.remove(found)
        numbering = make("numPr")
        numbering.append(make("ilvl", val=str(min(index - base, 4))))
        numbering.append(make("numId", val="1"))
        properties.insert(0, numbering)

    def _dress(self, paragraph: _Element, look: Look, alignment: Alignment | None) -> None:
        """Name the look as a style of our own, which the converter's map knows."""
        if child(paragraph, "w:pPr", "w:numPr") is not None:
            return
        if look is Look.BODY and alignment is Alignment.CENTER:
            look = Look.CENTER
        elif look is Look.BODY and alignment is Alignment.RIGHT:
            look = Look.RIGHT
        properties = _properties(paragraph)
        for found in properties.findall(q("w:pStyle")):
            properties.remove(found)
        properties.insert(0, make("pStyle", val=look.style_id))

    def _prepare_notes(self) -> None:
        """Give the paragraphs of footnotes and endnotes the plain look."""
        for kind in ("footnotes", "endnotes"):
            root = self._package.part(kind)
            if root is None:
                continue
            accept_revisions(root)
            for paragraph in each(root, "w:p"):
                properties = _properties(paragraph)
                for found in properties.findall(q("w:numPr")) + properties.findall(q("w:pStyle")):
                    properties.remove(found)
                properties.insert(0, make("pStyle", val=Look.BODY.style_id))
            for run in list(each(root, "w:r")):
                if self._styles.hides(child(run, "w:rPr"), ""):
                    drop(run)

    def _style_findings(self) -> list[Finding]:
        findings = [
            Finding(
                Kind.STYLE,
                f"样式“{name}”不认识，{count} 段按正文处理",
                self._first_unknown[name],
                "若是标题，请在 Word 中改用“标题 1—3”，或在样式对照中补上",
            )
            for name, count in self._unknown.items()
        ]
        if self._spoilt:
            message = f"{len(self._spoilt)} 处编号里有读不出的字符"
            mend = "请在 Word 中另存为 .docx 后重新导入，或逐处改正"
            findings.append(Finding(Kind.NUMBERING, message, self._spoilt[0], mend))
        for name in sorted(self._counters.unknown_formats):
            message = f"编号格式 {name} 不认识，按阿拉伯数字写出"
            findings.append(Finding(Kind.NUMBERING, message, "正文", "请核对这些编号"))
        return findings


def prepare(package: Package, style_map: StyleMap) -> Prepared:
    """Prepare a Word document for conversion."""
    return Prepass(package, style_map).run()


def _leave_names(styles: _Element | None) -> None:
    """Leave of each style its name, and its list: the converter reads no more of it.

    It takes its time by the element, and the looks of a template's tables are thousands.
    """
    for part in [] if styles is None else list(styles):
        if part.tag != q("w:style"):
            drop(part)
            continue
        for inner in list(part):
            if inner.tag not in {q("w:name"), q("w:pPr")}:
                drop(inner)


def _properties(paragraph: _Element) -> _Element:
    found = child(paragraph, "w:pPr")
    if found is None:
        found = make("pPr")
        paragraph.insert(0, found)
    return found


_ALIGNMENTS = {
    "center": Alignment.CENTER,
    "right": Alignment.RIGHT,
    "end": Alignment.RIGHT,
    "left": Alignment.LEFT,
    "start": Alignment.LEFT,
}
