"""The import report: what was written, what was not understood, what was left out.

The editor accepts exactly this report for exactly this file; the acceptance names its
fingerprint, so a report that changed has to be accepted anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Kind(StrEnum):
    """What a finding of an import is about; the value is the heading on screen."""

    STYLE = "样式"
    NUMBERING = "自动编号"
    IMAGE = "图片"
    TABLE = "表格"
    LINK = "链接"
    REVISION = "修订"
    COMMENT = "批注"
    HIDDEN = "隐藏文字"
    TEXT_BOX = "文本框"
    OBJECT = "嵌入对象"
    FORMULA = "公式"
    FURNITURE = "页眉页脚"
    CONTENTS = "目录"
    SOURCE = "来源文件"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the editor has to know: what, where, and how to mend it."""

    kind: Kind
    message: str
    place: str
    mend: str

    def __str__(self) -> str:
        return f"【{self.kind}】{self.place}：{self.message}；{self.mend}"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The account of one import. ``labels`` counts automatic numbers written into the text."""

    labels: int = 0
    label_examples: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def fingerprint(self) -> str:
        """A short name for exactly this report."""
        return sha256("\n".join(self.lines()).encode()).hexdigest()[:16]

    def lines(self) -> tuple[str, ...]:
        """Return the report in Chinese, one statement a line."""
        if self.labels:
            examples = "、".join(f"“{example}”" for example in self.label_examples)
            first = f"自动编号写入正文 {self.labels} 处，例如 {examples}，请核对"
        else:
            first = "没有自动编号"
        findings = self.findings or ("没有其他需要处理的问题",)
        return (first, *map(str, findings))


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings each once, in order."""
    return tuple(dict.fromkeys(findings))


def place(number: int, text: str) -> str:
    """Name a paragraph by its number and its first words."""
    words = " ".join(text.split())
    shown = f"{words[:18]}…" if len(words) > 18 else words
    return f"第 {number} 段“{shown}”" if shown else f"第 {number} 段（空段）"
