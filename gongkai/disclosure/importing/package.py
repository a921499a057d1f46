"""The parts of a .docx: found by their relationships, parsed safely, written back changed."""

import posixpath
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree
from lxml.etree import _Element

from gongkai.disclosure.importing.sources import Source, refuse
from gongkai.disclosure.importing.xml import parse, serialise


class Package:
    """A Word document as parts; changed parts are written back by :meth:`rebuilt`."""

    def __init__(self, source: Source) -> None:
        self.name = source.name
        self._data: dict[str, bytes] = {}
        with ZipFile(BytesIO(source.data)) as archive:
            for entry in archive.infolist():
                if not entry.is_dir():
                    self._data[entry.filename.replace("\\", "/").lstrip("/")] = archive.read(entry)
        self._roots: dict[str, _Element] = {}
        self.main = self._target("", "officeDocument") or "word/document.xml"
        if self.main not in self._data:
            refuse(
                self.name, "F-BROKEN", "找不到正文部分，文件已损坏；请用 Word 打开后另存一份再试"
            )

    def part(self, kind: str) -> _Element | None:
        """Return the part the main document relates to: ``styles``, ``numbering`` …"""
        target = self._target(self.main, kind)
        if target is None:
            beside = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
            target = beside if beside in self._data else None
        return None if target is None or target not in self._data else self.root(target)

    def parts(self, kind: str) -> list[_Element]:
        """Return all parts of a kind, such as every ``header``."""
        targets = [target for found, target, _, _ in self.relations(self.main) if found == kind]
        return [self.root(target) for target in targets if target in self._data]

    def root(self, name: str) -> _Element:
        """Parse a part once. Raises :class:`ProblemsError` where it is broken."""
        if name not in self._roots:
            try:
                self._roots[name] = parse(self._data[name])
            except etree.XMLSyntaxError as error:
                message = f"{name} 已损坏（{error.msg}）；请用 Word 打开后另存一份再试"
                refuse(self.name, "F-BROKEN", message)
        return self._roots[name]

    def relations(self, name: str) -> list[tuple[str, str, bool, str]]:
        """Return a part's relations as (kind, target, whether outside the file, id)."""
        folder, file = posixpath.split(name)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path not in self._data:
            return []
        found = []
        for relation in self.root(path):
            kind = str(relation.get("Type") or "")
            external = relation.get("TargetMode") == "External"
            target = str(relation.get("Target") or "")
            if not external:
                joined = target if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(joined).lstrip("/")
            found.append((kind.rpartition("/")[2], target, external, str(relation.get("Id"))))
        return found

    def rebuilt(self, replaced: Mapping[str, bytes]) -> bytes:
        """Return the archive with every parsed part as it is now, and ``replaced`` on top."""
        parts = {**self._data, **{name: serialise(root) for name, root in self._roots.items()}}
        parts.update(replaced)
        target = BytesIO()
        with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return target.getvalue()

    def path_of(self, kind: str) -> str:
        """Return the name of a related part, or where Word would put it."""
        default = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        return self._target(self.main, kind) or default

    def _target(self, name: str, kind: str) -> str | None:
        relations = self.relations(name) if name else self._top_relations()
        for found, target, external, _ in relations:
            if found == kind and not external:
                return target
        return None

    def _top_relations(self) -> list[tuple[str, str, bool, str]]:
        if "_rels/.rels" not in self._data:
            return []
        return [
            (
                str(relation.get("Type")).rpartition("/")[2],
                str(relation.get("Target")).lstrip("/"),
                relation.get("TargetMode") == "External",
                str(relation.get("Id")),
            )
            for relation in self.root("_rels/.rels")
        ]
