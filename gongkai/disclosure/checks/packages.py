"""Word and Excel files as archives of parts, opened only after the safety checks."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree

from gongkai.disclosure.checks.values import Notice, Piece
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.policy.workbook.safety import read_source
from gongkai.rules.text import Grade, mask_personal

Element = etree._Element

_WORD_MESSAGES = {
    "F-KIND": "文件含有宏，不予打开；请另存为“Word 文档（.docx）”",
    "F-LOCKED": "文件设有密码，或其实是旧版 .doc；请去掉密码，另存为“Word 文档（.docx）”",
    "F-BROKEN": "不是 Word 文档，或已损坏；请用 Word 打开后另存一份再试",
    "F-BOMB": "解开后过大，或含有实体定义，疑似恶意文件，不予打开；请用 Word 另存一份再试",
}
_PROGRAMS = {"", "administrator", "admin", "user", "微软用户", "python-docx", "openpyxl", "wps"}
_PART_NAMES = (
    ("customXml/", "自定义数据"),
    ("docProps/", "文档属性"),
    ("xl/pivot", "数据透视表缓存"),
    ("xl/externalLinks/", "外部链接缓存"),
    ("xl/drawings/", "文本框、图形"),
    ("xl/threadedComments/", "批注"),
    ("xl/comments", "批注"),
    ("xl/sharedStrings", "单元格残留文字"),
    ("xl/charts/", "图表缓存"),
    ("word/charts/", "图表缓存"),
    ("word/diagrams/", "智能图形"),
    ("word/glossary/", "文档部件"),
)
_MAIN_ROOTS = {
    ".docx": "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}document",
    ".xlsx": "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}workbook",
}
_WORTH = 7


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of an Office file, by name."""

    data: bytes
    parts: dict[str, bytes]
    main: str
    """The part with the document itself; some programs call it ``document2.xml``."""

    def tree(self, name: str) -> Element | None:
        """Return the root element of a part, or None where there is no such part."""
        return parsed(self.parts[name]) if name in self.parts else None

    def named(self, prefix: str) -> list[str]:
        """Return the names of the parts that begin so."""
        return sorted(name for name in self.parts if name.startswith(prefix))

    def rebuilt(self, changed: dict[str, bytes]) -> bytes:
        """Return the archive with some parts replaced."""
        out = BytesIO()
        with (
            zipfile.ZipFile(BytesIO(self.data)) as old,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for entry in old.infolist():
                new.writestr(
                    entry.filename, changed.get(entry.filename, self.parts[entry.filename])
                )
        return out.getvalue()


def open_package(path: Path, name: str) -> Package:
    """Open an Office file; raises :class:`ProblemsError` for bombs, macros, damage."""
    try:
        data = read_source(path, name).data
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except ProblemsError as error:
        raise ProblemsError(_worded(error, path)) from error
    try:
        main = _main_part(parts)
        root = parsed(parts[main]).tag
    except (KeyError, etree.XMLSyntaxError) as error:
        raise broken(name, path) from error
    if root != _MAIN_ROOTS.get(path.suffix.lower()):
        message = "不是通用格式（可能是“严格 Open XML”）；请另存为普通的 .docx 或 .xlsx"
        raise ProblemsError([Problem(Place(name), "F-KIND", message)])
    return Package(data, parts, main)


def _main_part(parts: dict[str, bytes]) -> str:
    """Return the part the file opens with; raises ``KeyError`` where none is named."""
    for relation in parsed(parts["_rels/.rels"]):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    raise KeyError("officeDocument")


def broken(name: str, path: Path) -> ProblemsError:
    """Return the error for a file that its program must save anew."""
    program = "Word" if path.suffix.lower() == ".docx" else "Excel"
    message = f"文件已损坏，读不出来；请用 {program} 打开后另存一份再试"
    return ProblemsError([Problem(Place(name), "F-BROKEN", message)])


def parsed(data: bytes) -> Element:
    """Parse a part without entities, network or giant texts: the parts are not trusted."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)


def local(element: Element) -> str:
    """Return the name of an element without its namespace; empty for comments."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def property_notices(package: Package) -> Iterator[Notice]:
    """Yield who is named in the properties of the file (作者, 最后保存者, 单位)."""
    labels = {
        "creator": "作者",
        "lastModifiedBy": "最后保存者",
        "Manager": "经理",
        "Company": "单位",
    }
    for part in ("docProps/core.xml", "docProps/app.xml"):
        root = package.tree(part)
        for element in () if root is None else root.iter():
            text = (element.text or "").strip()
            label = labels.get(local(element))
            if label is None or text.lower() in _PROGRAMS:
                continue
            # Whoever made a file is seldom meant to be published with it.
            shown = f"{label}：{text[0]}***"
            mend = "公开前清除：文件 → 信息 → 检查文档 → 文档属性和个人信息"
            yield Notice(
                "文档属性", "file.properties", "文档属性带有人名或单位", Grade.NOTE, mend, shown
            )


def raw_pieces(package: Package, skip_text: frozenset[str]) -> Iterator[Piece]:
    """Yield every text and attribute of every part: caches, custom data, links, descriptions.

    ``skip_text`` names the elements whose text the reader has read in its place already.
    """
    for name in sorted(package.parts):
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        try:
            root = parsed(package.parts[name])
        except etree.XMLSyntaxError:
            text = package.parts[name].decode("utf-8", "replace")
            yield Piece(place=_part_place(name), text=text, raw=True)
            continue
        for text in dict.fromkeys(_texts(root, skip_text)):
            yield Piece(place=_part_place(name), text=text, raw=True)


def _texts(root: Element, skip: frozenset[str]) -> Iterator[str]:
    for element in root.iter():
        tag: object = element.tag
        if not isinstance(tag, str):
            yield element.text or ""  # a comment in the XML is text too
            continue
        for value in element.attrib.values():
            written = str(value)
            if len(written) >= _WORTH:
                yield written.removeprefix("tel:").removeprefix("mailto:")
        if local(element) == "p" and "drawingml" in element.tag:
            yield "".join(str(part) for part in element.itertext())
        elif element.tag not in skip and len(element.text or "") >= _WORTH:
            yield element.text or ""


def _part_place(name: str) -> str:
    for prefix, label in _PART_NAMES:
        if name.startswith(prefix):
            return f"{label}（{mask_personal(name.rpartition('/')[2])}）"
    if name.endswith(".rels"):
        return "超链接、外部引用"
    return f"文件内部（{mask_personal(name.rpartition('/')[2])}）"


def _worded(error: ProblemsError, path: Path) -> list[Problem]:
    """Say for Word what the workbook checks say for Excel."""
    if path.suffix.lower() == ".xlsx":
        return list(error.problems)
    return [
        Problem(one.place, one.code, _WORD_MESSAGES.get(one.code, one.message))
        for one in error.problems
    ]
