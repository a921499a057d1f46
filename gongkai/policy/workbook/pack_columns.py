"""The columns that the sheets of a rubric workbook are made of."""

from gongkai.policy.workbook.layout import Column, Kind
from gongkai.policy.workbook.pack_words import words_of

ID = Column(key="id", title="编号", kind=Kind.ID, width=22, hint="用过就不要改；字母、数字和点")
TITLE = Column(key="title", title="名称", width=34, hint="自己的简短说法，不抄原文")
CITE = Column(key="cite", title="出处", kind=Kind.CITE, width=16, hint="来源#条款，几处用“；”隔开")
NOTE = Column(key="note", title="备注", width=24)


def text(key: str, title: str, width: int = 16, hint: str = "", options: str = "") -> Column:
    """Return a column of free text, with a list of usual words where there is one."""
    words = words_of(options)
    return Column(key=key, title=title, width=width, hint=hint, options=options, words=words)


def points(key: str, title: str, width: int = 9, hint: str = "") -> Column:
    """Return a column of numbers."""
    return Column(key=key, title=title, kind=Kind.NUMBER, width=width, hint=hint)


def texts(
    key: str, title: str, width: int = 18, hint: str = "几项用“；”隔开", options: str = ""
) -> Column:
    """Return a column whose cells hold several texts."""
    return Column(
        key=key,
        title=title,
        kind=Kind.LIST,
        width=width,
        hint=hint,
        options=options,
        words=words_of(options),
    )


def choice(key: str, title: str, options: str, width: int = 14) -> Column:
    """Return a column with a drop-down list."""
    words = words_of(options)
    return Column(key=key, title=title, kind=Kind.ID, options=options, words=words, width=width)
