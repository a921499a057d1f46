"""Which style of Word becomes what on the page.

Word names its built-in styles in English inside the file whatever its language; WPS and templates
of offices add Chinese names. A unit's own styles are added by the caller.
"""

from collections.abc import Iterable, Mapping
from enum import Enum


class Look(Enum):
    """What a paragraph becomes; the value is its element and class in the page."""

    TITLE = ("title", "h2")
    H2 = ("heading 1", "h2")
    H3 = ("heading 2", "h3")
    H4 = ("heading 3", "h4")
    BODY = ("body", "p")
    CENTER = ("center", "p.center")
    RIGHT = ("right", "p.right")
    NOTE = ("note", "p.note")

    @property
    def style_id(self) -> str:
        """The style id the pass writes for the converter."""
        return f"Gongkai{self.name.title()}"

    @property
    def element(self) -> str:
        """The element with its class, as the converter's map writes it."""
        return self.value[1]

    @property
    def is_heading(self) -> bool:
        """Whether the paragraph is a heading in the text."""
        return self in (Look.H2, Look.H3, Look.H4)


_BODY = (
    "normal", "正文", "公文正文", "正文文本", "正文缩进", "body text", "body text indent",
    "body text 2", "body text 3", "body text first indent", "body text first indent 2",
    "body text indent 2", "body text indent 3", "list paragraph", "列出段落", "no spacing",
    "无间隔", "normal (web)", "普通(网站)", "普通（网站）", "plain text", "纯文本",
    "normal indent", "list", "list 2", "list bullet", "list bullet 2", "list number",
    "list number 2", "list continue", "salutation", "称呼", "主送", "主送机关", "公文主送",
    "default", "header", "footer", "footnote text", "endnote text", "annotation text", "quote",
    "block text", "table paragraph", "表格文字", "表格内容", "html preformatted", "主送单位",
    "附件说明",
)  # fmt: skip
_NAMES = {
    **dict.fromkeys(_BODY, Look.BODY),
    **dict.fromkeys(("title", "标题", "文件标题", "公文标题", "大标题"), Look.TITLE),
    **dict.fromkeys(
        ("heading 1", "标题 1", "标题1", "公文一级标题", "一级标题", "公文标题1"), Look.H2
    ),
    **dict.fromkeys(
        ("heading 2", "标题 2", "标题2", "公文二级标题", "二级标题", "公文标题2"), Look.H3
    ),
    **dict.fromkeys(
        ("heading 3", "标题 3", "标题3", "公文三级标题", "三级标题", "公文标题3"), Look.H4
    ),
    **dict.fromkeys(("公文四级标题", "四级标题", *(f"heading {n}" for n in range(4, 10))), Look.H4),
    **dict.fromkeys(("subtitle", "副标题", "发文字号", "文号", "公文发文字号"), Look.CENTER),
    **dict.fromkeys(
        (
            "date",
            "日期",
            "signature",
            "closing",
            "落款",
            "公文落款",
            "署名",
            "成文日期",
            "发文机关署名",
        ),
        Look.RIGHT,
    ),
    **dict.fromkeys(("caption", "题注", "附注", "公文附注", "注释"), Look.NOTE),
}


class StyleMap:
    """The names known, with a unit's own on top: ``{"本局一级标题": Look.H2}``."""

    def __init__(self, extra: Mapping[str, Look] | None = None) -> None:
        added = {name.lower(): look for name, look in (extra or {}).items()}
        self._names = {**_NAMES, **added}

    def look(self, names: Iterable[str], outline: str | None) -> Look | None:
        """Return the look of a style given its name and those it is based on, nearest first.

        An unknown style made from a heading is one; made from body text it is known only if it
        has an outline level. None means nobody can say.
        """
        chain = [name.lower() for name in names]
        nearest = self._names.get(chain[0]) if chain else Look.BODY
        if nearest is not None and nearest is not Look.BODY:
            return nearest
        if outline in _OUTLINE:
            return _OUTLINE[outline]
        if nearest is not None:
            return nearest
        inherited = next((self._names[name] for name in chain if name in self._names), None)
        return None if inherited is Look.BODY else inherited


_OUTLINE = {"0": Look.H2, "1": Look.H3, **dict.fromkeys("234567", Look.H4)}

MAMMOTH_MAP = "\n".join(f"p.{look.style_id} => {look.element}:fresh" for look in Look)
"""The map the converter is given; it speaks only of the styles the pass has written."""
