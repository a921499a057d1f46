"""What a Word file holds besides text, tables and pictures: taken out, and said so.

Hidden text and comments are removed because readers of the Word file do not see them on paper,
and a web page must not show what the paper does not. Text boxes keep their text.
"""

import re
from collections.abc import Callable, Iterator

from lxml.etree import _Element

from gongkai.disclosure.importing.package import Package
from gongkai.disclosure.importing.report import Finding, Kind, place
from gongkai.disclosure.importing.styles import Styles
from gongkai.disclosure.importing.xml import child, drop, each, q, text_of, unwrap, value

_PAGE_NUMBER = re.compile(r"[-—–\s\d第页共/]|PAGE|NUMPAGES|Page|of")
Places = Callable[[_Element], str]


def remove_leftovers(package: Package, body: _Element, styles: Styles) -> Iterator[Finding]:
    """Take out what cannot be shown, keep the text that can, and report both."""
    numbers = {paragraph: number for number, paragraph in enumerate(each(body, "w:p"), start=1)}

    def where(element: _Element) -> str:
        for above in (element, *element.iterancestors(q("w:p"))):
            if above in numbers:
                return place(numbers[above], text_of(above))
        return "正文"

    yield from _objects(body, where)
    yield from _text_boxes(body, where)
    yield from _hidden(body, styles, where)
    yield from _comments(body, where)
    yield from _contents(body, styles)
    yield from _furniture(package)
    _simplify(body)


def _objects(body: _Element, where: Places) -> Iterator[Finding]:
    for found in list(each(body, "w:object", "w:control", "w:altChunk")):
        mend = "请把内容改成文字、表格或图片，或作为附件单独上传"
        yield Finding(
            Kind.OBJECT, "嵌入的对象（如 Excel、公式编辑器、控件）没有导入", where(found), mend
        )
        drop(found)
    for found in list(each(body, "c:chart", "dgm:relIds")):
        mend = "请把图表另存为图片插入，并附数据表"
        yield Finding(Kind.OBJECT, "图表没有导入", where(found), mend)
    for found in list(each(body, "m:oMathPara", "m:oMath")):
        if (
            found.getparent() is not None
            and next(found.iterancestors(q("m:oMathPara")), None) is None
        ):
            shown = "".join(part.text or "" for part in each(found, "m:t"))
            yield Finding(
                Kind.FORMULA, f"公式“{shown}”没有导入", where(found), "请改用文字或图片写公式"
            )
            drop(found)


def _text_boxes(body: _Element, where: Places) -> Iterator[Finding]:
    """Move the paragraphs of text boxes behind the paragraph that holds the box."""
    for choice in list(each(body, "mc:AlternateContent")):
        _choose(choice)
    for box in list(each(body, "w:txbxContent")):
        host = next(box.iterancestors(q("w:p")), None)
        drawing = next(box.iterancestors(q("w:drawing"), q("w:pict")), None)
        content = [part for part in box if part.tag in (q("w:p"), q("w:tbl"))]
        if host is None or drawing is None:
            continue
        if any(text_of(part).strip() for part in content):
            message = "文本框的文字移到了所在段落之后"
            yield Finding(Kind.TEXT_BOX, message, where(host), "请核对位置，最好改成普通段落")
        for part in reversed(content):
            host.addnext(part)
        drop(drawing)


def _choose(choice: _Element) -> None:
    """Take the newer form where it holds text or a picture, else the one for old readers."""
    options = [part for part in choice if part.tag in (q("mc:Choice"), q("mc:Fallback"))]
    for option in options:
        if (
            next(each(option, "w:txbxContent", "pic:pic", "c:chart", "dgm:relIds"), None)
            is not None
        ):
            options = [option]
            break
    kept = options[-1:] if len(options) != 1 else options
    for option in list(choice):
        if option not in kept:
            choice.remove(option)
    for option in kept:
        unwrap(option)
    unwrap(choice)


def _hidden(body: _Element, styles: Styles, where: Places) -> Iterator[Finding]:
    for paragraph in list(each(body, "w:p")):
        style = styles.of(paragraph)
        place_before = where(paragraph)
        hidden = [run for run in each(paragraph, "w:r") if styles.hides(child(run, "w:rPr"), style)]
        words = "".join(text_of(run) for run in hidden).strip()
        for run in hidden:
            drop(run)
        if words:
            message = f"隐藏文字 {len(words)} 个字没有导入"
            yield Finding(
                Kind.HIDDEN, message, place_before, "需要公开的请取消隐藏，不需要的请删除"
            )
        marks = child(paragraph, "w:pPr", "w:rPr")
        if marks is not None and styles.hides(marks, style) and not text_of(paragraph).strip():
            drop(paragraph)


def _comments(body: _Element, where: Places) -> Iterator[Finding]:
    found = list(each(body, "w:commentReference"))
    if found:
        message = f"{len(found)} 条批注没有导入，不会公开"
        yield Finding(Kind.COMMENT, message, where(found[0]), "请确认批注提出的问题都已处理")


def _contents(body: _Element, styles: Styles) -> Iterator[Finding]:
    """Drop tables of contents: page numbers mean nothing on a web page."""
    lines = 0
    for paragraph in list(each(body, "w:p")):
        if styles.name(styles.of(paragraph)).lower().startswith(("toc ", "目录")):
            lines += 1
            drop(paragraph)
    if lines:
        yield Finding(
            Kind.CONTENTS,
            f"目录 {lines} 行没有导入",
            "正文之前",
            "网页按标题自动生成目录，无须处理",
        )


def _furniture(package: Package) -> Iterator[Finding]:
    for kind, label in (("header", "页眉"), ("footer", "页脚")):
        for root in package.parts(kind):
            words = "".join(text_of(paragraph) for paragraph in each(root, "w:p")).strip()
            if _PAGE_NUMBER.sub("", words):
                message = f"{label}文字没有导入：{' '.join(words.split())[:30]}"
                yield Finding(Kind.FURNITURE, message, label, "若是文号、密级等内容，请写进正文")


def _simplify(body: _Element) -> None:
    """Unwrap what only dresses text, which the converter would otherwise lose without a word."""
    for found in list(each(body, "w:fldSimple", "w:smartTag", "w:customXml")):
        for properties in found.findall(q("w:smartTagPr")) + found.findall(q("w:customXmlPr")):
            found.remove(properties)
        unwrap(found)
    for found in list(each(body, "w:ruby")):
        base = child(found, "w:rubyBase")
        run = next(found.iterancestors(q("w:r")), None)
        if base is not None and run is not None:
            for part in reversed(list(base)):
                run.addnext(part)
        drop(found)
    for found in list(each(body, "w:cr")):
        found.tag = q("w:br")
    for found in list(each(body, "w:pStyle")):
        if not value(found.getparent(), "w:pStyle"):
            drop(found)
