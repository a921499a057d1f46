"""What is wrong with a Word file beside its words: comments, changes, images, tables, objects."""

from collections.abc import Iterator

from gongkai.disclosure.checks.packages import Element, Package, local
from gongkai.disclosure.checks.values import Notice
from gongkai.disclosure.checks.word_text import W, stretches, text_of
from gongkai.rules.text import Grade

_CHANGES = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
_OBJECTS = ("word/embeddings/", "word/activeX/", "word/afchunk")
READABLE = (".docx", ".xlsx")
"""Embedded files the checks can open; they are read like files of their own."""


def structure_notices(package: Package) -> Iterator[Notice]:
    """Yield everything about the file that is not in its text."""
    body = package.tree(package.main)
    if body is not None:
        yield from _changes(package, body)
        yield from _images(body)
        yield from _tables(body)
    yield from object_notices(package, _OBJECTS)
    thumbnail = [name for name in package.parts if name.startswith("docProps/thumbnail")]
    if thumbnail:
        mend = "缩略图可能是改动前的样子；保存时去掉“保存预览图片”"
        yield Notice("文档属性", "file.thumbnail", "文件带有首页缩略图", Grade.NOTE, mend)


def object_notices(package: Package, prefixes: tuple[str, ...]) -> Iterator[Notice]:
    """Yield the embedded objects nobody can look into."""
    for prefix in prefixes:
        for name in package.named(prefix):
            short = name.rpartition("/")[2]
            if short.lower().endswith((*READABLE, ".rels", ".xml")):
                continue
            mend = "内嵌对象里的内容没有检查；请改成图片或文字，或删去"
            yield Notice("内嵌对象", "file.object", "内嵌对象未能检查", Grade.WARN, mend, short)


def _changes(package: Package, body: Element) -> Iterator[Notice]:
    changes = sum(1 for element in body.iter() if element.tag in _CHANGES)
    if changes:
        mend = "接受或拒绝全部修订后再提交：审阅 → 接受/拒绝"
        detail = f"共 {changes} 处"
        yield Notice("全文", "file.changes", "文件带有修订", Grade.WARN, mend, detail)
    comments = package.tree("word/comments.xml")
    number = 0 if comments is None else len(comments.findall(f"{W}comment"))
    if number:
        mend = "公开前删除全部批注：审阅 → 删除所有批注"
        yield Notice("全文", "file.comments", "文件带有批注", Grade.WARN, mend, f"共 {number} 条")
    hidden = sum(
        1
        for paragraph in body.iter(f"{W}p")
        if any(part.hidden and part.text.strip() for part in stretches(paragraph))
    )
    if hidden:
        mend = "取消隐藏并核对，不需要的删去"
        yield Notice("全文", "file.hidden", "文件带有隐藏文字", Grade.WARN, mend, f"{hidden} 段")


def _images(body: Element) -> Iterator[Notice]:
    """Yield images without text: a reader who cannot see learns nothing from them."""
    number = 0
    for drawing in body.iter(f"{W}drawing"):
        if not any(local(element) == "pic" for element in drawing.iter()):
            continue
        number += 1
        described = next((e for e in drawing.iter() if local(e) == "docPr"), None)
        decorative = any(
            local(element) == "decorative" and element.get("val") == "1"
            for element in drawing.iter()
        )
        if not decorative and (described is None or not _said(described)):
            mend = "右键图片 → 编辑替代文字，写明图里的内容；盖章扫描件请附文字"
            place = f"图{number}"
            yield Notice(place, "access.image", "图片没有替代文字", Grade.NOTE, mend)
    if number:
        mend = "图片里的文字查不到，请人工核对有没有个人信息"
        yield Notice("全文", "file.images", "图片内容未检查", Grade.NOTE, mend, f"共 {number} 幅")


def _said(described: Element) -> bool:
    return bool((described.get("descr") or described.get("title") or "").strip())


def _tables(body: Element) -> Iterator[Notice]:
    """Yield tables of several rows in which no row is marked as the head."""
    for number, table in enumerate(_top_tables(body), start=1):
        rows = table.findall(f"{W}tr")
        headed = any(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows)
        filled = any(text_of(stretches(p)).strip() for p in table.iter(f"{W}p"))
        if len(rows) > 1 and filled and not headed:
            mend = "选中首行 → 表格属性 → 行 → 在各页顶端以标题行形式重复出现"
            yield Notice(f"表{number}", "access.table", "表格没有标题行", Grade.NOTE, mend)


def _top_tables(body: Element) -> Iterator[Element]:
    for table in body.iter(f"{W}tbl"):
        if not any(parent.tag == f"{W}tbl" for parent in table.iterancestors()):
            yield table
