"""What the build of a text keeps from some readers: images, tables, headings, emptiness."""

import re
from collections.abc import Iterator
from itertools import pairwise

from gongkai.disclosure.checks.draft.outline import BODY, Image, Outline
from gongkai.disclosure.checks.values import Finding
from gongkai.rules.text import Grade, mask_personal

Placed = tuple[int, Finding]
"""A finding and the piece before which it stands."""

_FILE_NAME = re.compile(
    r"\s*(?:.*\.(?:jpe?g|png|gif|bmp|webp|svg|tiff?)|(?:img|dsc|image|图片|图像|截图|未命名|微信图片)"
    r"[\s_\-0-9（）()]*|[0-9a-f_\-]{6,})\s*",
    re.IGNORECASE,
)
_ALT_MEND = "在“图片说明”里写清图里的内容；没有内容的装饰图请删去"
_BASIS_ACCESS = "GB/T 37668"


def structure_findings(outline: Outline) -> Iterator[Placed]:
    """Yield what is wrong with the build of the text."""
    yield from _images(outline)
    yield from _tables(outline)
    yield from _headings(outline)


def _images(outline: Outline) -> Iterator[Placed]:
    for image in outline.images:
        if not (image.alt or "").strip():
            yield image.order, _image(image, "access.image", "图片没有文字说明", "")
        elif _FILE_NAME.fullmatch(image.alt or ""):
            shown = mask_personal(image.alt or "")
            yield image.order, _image(image, "access.image_name", "图片说明是文件名", shown)
    if outline.images:
        mend = "图片里的文字查不到，请人工核对有没有个人信息、涉密标志"
        detail = f"共 {len(outline.images)} 幅"
        order = outline.images[-1].order
        yield order, Finding(BODY, "file.images", "图片内容未检查", Grade.NOTE, detail, mend)


def _image(image: Image, code: str, title: str, shown: str) -> Finding:
    return Finding(image.place, code, title, Grade.WARN, shown, _ALT_MEND, basis=_BASIS_ACCESS)


def _tables(outline: Outline) -> Iterator[Placed]:
    for table in outline.tables:
        if table.rows > 1 and not table.headed:
            mend = "选中首行（或首列），设为“标题行”，读屏软件才能说出每一格是什么"
            title = "表格没有标题行"
            finding = Finding(
                table.place, "access.table", title, Grade.WARN, "", mend, basis=_BASIS_ACCESS
            )
            yield table.order, finding


def _headings(outline: Outline) -> Iterator[Placed]:
    """The title of the page is level 1, so the body begins with level 2 and skips none."""
    for heading in outline.headings:
        if heading.level == 1:
            mend = "一级标题留给文件标题，正文里的改为二级标题"
            shown = mask_personal(heading.text)[:30]
            title = "正文用了一级标题"
            yield (
                heading.order,
                Finding(heading.place, "access.heading_first", title, Grade.NOTE, shown, mend),
            )
    for before, heading in pairwise(outline.headings):
        if heading.level > before.level + 1:
            mend = f"上一个标题是{before.level}级，这里改为{before.level + 1}级"
            shown = mask_personal(heading.text)[:30]
            title = "标题跳级"
            yield (
                heading.order,
                Finding(
                    heading.place,
                    "access.heading",
                    title,
                    Grade.NOTE,
                    shown,
                    mend,
                    basis=_BASIS_ACCESS,
                ),
            )


def body_findings(outline: Outline, *, required: bool, least: int) -> Iterator[Placed]:
    """Yield that the text is missing, too short, or nothing but a picture."""
    said = sum(len((image.alt or "").strip()) for image in outline.images)
    if outline.images and outline.characters < least and said < least:
        mend = "图片里的内容要有文字版：把文字写进正文，或在图片说明里写全"
        yield 0, Finding(BODY, "body.image_only", "正文只有图片，没有文字", Grade.BLOCK, "", mend)
    elif required and not outline.characters and not outline.images:
        mend = "写入正文，或导入 Word 文件"
        yield 0, Finding(BODY, "body.empty", "没有正文", Grade.BLOCK, "", mend)
    elif required and outline.characters < least and not outline.images:
        mend = "核对正文是否完整；内容都在附件里的，写一句说明"
        shown = f"共 {outline.characters} 字"
        yield 0, Finding(BODY, "body.short", "正文过短", Grade.WARN, shown, mend)
