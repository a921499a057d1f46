"""Links that lead nowhere, into the office, to a disk, or that do not say where they lead."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from gongkai.disclosure.checks.draft.outline import Anchor, Outline
from gongkai.disclosure.checks.draft.structure import Placed
from gongkai.disclosure.checks.draft.values import DraftRules
from gongkai.disclosure.checks.values import Finding
from gongkai.rules.references import TargetState
from gongkai.rules.text import Grade, mask_personal

_BARE = re.compile(
    r"(?:请)?(?:点击|点这|单击|戳)?(?:这里|此处|这儿|此|下方|链接|查看|下载|进入|阅读)?(?:链接|查看|下载|进入|阅读)?"
    r"|详情|更多|全文|查看(?:详情|更多|全文)|阅读(?:全文|原文)|网址|链接|here|click here|more"
)
_PUNCTUATION = " \t>》»…。.!！（）()【】[]“”\"'"
_DISK = re.compile(r"(?:file:|[a-z]:[\\/]|\\\\)", re.IGNORECASE)
_SHOWN = 60
_DEAD = {
    TargetState.UNKNOWN: ("站内链接查不到", "核对地址，改为正确的链接或删去"),
    TargetState.WITHDRAWN: ("链接的页面已撤下", "删去链接，或改链到替代的页面"),
    TargetState.GONE: ("链接的页面已删除", "删去链接，或改链到替代的页面"),
    TargetState.REPEALED: ("链接的文件已废止", "改链到现行文件；确需保留的，在文中写明“已废止”"),
}


def link_findings(outline: Outline, rules: DraftRules) -> Iterator[Placed]:
    """Yield what is wrong with the links of a text."""
    for link in outline.links:
        finding = _target(link, outline, rules)
        if finding is not None:
            yield link.order, finding
        words = _words(link)
        if words is not None:
            yield link.order, words


def _target(link: Anchor, outline: Outline, rules: DraftRules) -> Finding | None:
    href = link.href
    if not href or href == "#":
        return _said(link, "link.empty", "链接没有地址", Grade.WARN, "填上地址，或取消链接")
    if href.startswith("#"):
        if unquote(href[1:]) in outline.ids:
            return None
        mend = "页内没有这个位置；改为正确的位置，或取消链接"
        return _said(link, "link.anchor", "页内链接没有目标", Grade.WARN, mend)
    if _DISK.match(href):
        mend = "这是电脑里的文件，公众打不开；把文件作为附件上传，再链接到附件"
        return _said(link, "link.disk", "链接指向本机文件", Grade.BLOCK, mend)
    try:
        address = urlsplit(href)
        host = (address.hostname or "").lower()
    except ValueError:
        mend = "核对地址，重新填写"
        return _said(link, "link.broken", "链接地址写错", Grade.WARN, mend)
    if address.scheme.lower() in {"mailto", "tel", "sms"}:
        return None
    if address.scheme.lower() not in {"", "http", "https"}:
        mend = "只用 http、https 地址；文件请作为附件上传"
        return _said(link, "link.scheme", "链接地址的种类不能用", Grade.BLOCK, mend)
    return _web(link, address, host, rules)


def _web(link: Anchor, address: SplitResult, host: str, rules: DraftRules) -> Finding | None:
    own = not host or host in rules.own_hosts
    if own and address.path.startswith(rules.inner_paths):
        mend = "这是后台或临时地址，公众打不开；改为公开页面的地址"
        return _said(link, "link.office", "链接指向后台地址", Grade.BLOCK, mend)
    if host and not own and _inner_host(host):
        mend = "这是内部网络的地址，公众打不开；改为公开页面的地址"
        return _said(link, "link.inner", "链接指向内部网络", Grade.BLOCK, mend)
    if not own or address.path in {"", "/"}:
        return None
    target = rules.exists(address.path)
    if target.state is TargetState.LIVE:
        return None
    title, mend = _DEAD[target.state]
    more = f"；现行的是{target.by}" if target.by else ""
    return _said(link, f"link.{target.state.value}", title, Grade.WARN, mend + more)


def _inner_host(host: str) -> bool:
    """Whether a host can be reached from inside alone: no dot, a private address, ``.local``."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".local", ".lan", ".internal", ".localhost"))


def _words(link: Anchor) -> Finding | None:
    text = link.text.strip(_PUNCTUATION)
    if link.href.startswith("#"):
        return None
    if not link.text:
        mend = "写上链接的文字；图片链接写图片说明"
        return _said(link, "link.wordless", "链接没有文字", Grade.WARN, mend)
    if _BARE.fullmatch(text.lower()):
        mend = "链接文字写明去哪里，例如“《示例县……办法》全文”"
        return _said(link, "link.bare", "链接文字没有说明去向", Grade.NOTE, mend)
    return None


def _said(link: Anchor, code: str, title: str, grade: Grade, mend: str) -> Finding:
    shown = mask_personal(f"{link.text} → {link.href}" if link.text else link.href)
    return Finding(link.place, code, title, grade, shown[:_SHOWN], mend)
