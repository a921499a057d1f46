"""From the prepared Word file to sanitised HTML, with what the editor has to mend."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Protocol

import mammoth  # type: ignore[import-untyped]
from lxml import html as markup
from lxml.html import HtmlElement

from gongkai.disclosure.importing.images import Image, image_of
from gongkai.disclosure.importing.report import Finding, Kind, merged
from gongkai.disclosure.importing.sanitising import is_link, is_note, sanitised
from gongkai.disclosure.importing.sources import refuse
from gongkai.disclosure.importing.style_map import MAMMOTH_MAP
from gongkai.disclosure.importing.tables import tidy_tables

NOTES = "note-"


class WordImage(Protocol):
    """A picture as the converter gives it."""

    alt_text: str | None
    content_type: str

    def open(self) -> IO[bytes]:
        """Open the bytes."""


@dataclass(frozen=True, slots=True)
class Converted:
    """The body as HTML, its pictures, and what was found on the way."""

    html: str
    images: tuple[Image, ...]
    findings: tuple[Finding, ...]


def convert(docx: bytes, name: str) -> Converted:
    """Convert a prepared document. Raises :class:`ProblemsError` where the file defeats it."""
    images: dict[str, Image] = {}
    findings: list[Finding] = []
    try:
        result = mammoth.convert_to_html(
            BytesIO(docx),
            style_map=MAMMOTH_MAP,
            include_embedded_style_map=False,
            id_prefix=NOTES,
            convert_image=mammoth.images.img_element(_keeper(images, findings)),
        )
    except RecursionError:
        refuse(name, "F-BROKEN", "表格或列表嵌套过深，读不出来；请拆开嵌套的表格再导入")
    except Exception as error:  # a broken part may raise anything inside the library
        message = f"正文读不出来（{type(error).__name__}）；请用 Word 打开后另存一份再试"
        refuse(name, "F-BROKEN", message)
    body = markup.fragment_fromstring(result.value, create_parent="div")
    findings += _images(body)
    findings += _links(body)
    findings += tidy_tables(body)
    _tidy(body)
    inner = "".join(markup.tostring(part, encoding="unicode") for part in body)
    text = markup.tostring(body, encoding="unicode", method="text")
    if not text.strip() and not images:
        refuse(name, "F-EMPTY", "文件里没有可公开的文字或图片；请核对是否传错了文件")
    return Converted(sanitised(inner), tuple(images.values()), merged(findings))


def _keeper(
    images: dict[str, Image], findings: list[Finding]
) -> Callable[[WordImage], dict[str, str]]:
    """Return what the converter calls for each picture: keep it, or say why not."""

    def keep(picture: WordImage) -> dict[str, str]:
        where = f"图片“{picture.alt_text}”" if picture.alt_text else "没有说明文字的图片"
        try:
            with picture.open() as file:
                data = file.read()
        except Exception:  # a picture that is only linked, or missing from the file
            mend = "请在 Word 中把图片嵌入文档后重新导入"
            findings.append(Finding(Kind.IMAGE, "图片不在文件里，没有导入", where, mend))
            return {"src": ""}
        image = image_of(data)
        if image is None:
            mend = "请在 Word 中把它另存为 PNG 或 JPEG 后重新插入"
            message = f"图片格式（{picture.content_type}）网页不能显示，没有导入"
            findings.append(Finding(Kind.IMAGE, message, where, mend))
            return {"src": ""}
        images[image.path] = image
        return {"src": image.path}

    return keep


def _images(body: HtmlElement) -> Iterator[Finding]:
    number = 0
    for image in list(body.iter("img")):
        if not image.get("src"):
            image.drop_tree()
            continue
        number += 1
        alt = (image.get("alt") or "").strip()
        if not alt or alt.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".bmp")):
            image.set("alt", "")
            message = "图片没有替代文字，看不见图的人不知道它说什么"
            mend = "请在 Word 中右键图片—编辑替代文字，或在导入后填写"
            yield Finding(Kind.IMAGE, message, f"第 {number} 张图片{_near(image)}", mend)


def _near(element: HtmlElement) -> str:
    """Tell where an element stands by the text before it."""
    block: HtmlElement | None = element
    while block is not None:
        block = block.getprevious() if block.getprevious() is not None else block.getparent()
        words = "" if block is None or block.tag == "div" else (block.text_content() or "").strip()
        if words:
            return f"（在“{words[:18]}”之后）"
    return ""


def _links(body: HtmlElement) -> Iterator[Finding]:
    for link in list(body.iter("a")):
        href = (link.get("href") or "").strip()
        if href and is_link(href):
            link.set("href", href)
            continue
        words = (link.text_content() or "").strip()
        if href and not href.startswith("#") and words:
            message = f"链接地址 {href[:60]} 不能公开，只留文字"
            mend = "请改为 http(s) 网址；本地文件请作为附件上传"
            yield Finding(Kind.LINK, message, f"“{words[:18]}”", mend)
        if not (link.get("id") or "").startswith(NOTES) or not href:
            link.drop_tag()


def _tidy(body: HtmlElement) -> None:
    """Pictures alone in a paragraph become figures; check boxes become signs; blanks go."""
    for box in list(body.iter("input")):
        sign = "☑" if box.get("checked") else "☐"
        box.tail = sign + (box.tail or "")
        box.drop_tag()
    for paragraph in list(body.iter("p")):
        pictures = list(paragraph.iter("img"))
        if pictures and not (paragraph.text_content() or "").strip():
            for picture in pictures:
                figure = markup.Element("figure")
                paragraph.addprevious(figure)
                picture.tail = None
                figure.append(picture)
            paragraph.drop_tree()
    for block in list(body.iter("p", "h2", "h3", "h4")):
        if not (block.text_content() or "").strip() and next(block.iter("img"), None) is None:
            block.drop_tree()
    for notes in body.iter("ol"):
        if any(is_note(f"#{item.get('id') or ''}") for item in notes):
            notes.set("class", "notes")
