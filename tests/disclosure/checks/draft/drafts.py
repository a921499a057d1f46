"""Drafts for the tests: a good one, and rules that know a few pages and documents."""

from dataclasses import replace
from datetime import date

from gongkai.disclosure.checks.draft import (
    DraftField,
    DraftReport,
    DraftRules,
    DraftText,
    check_draft,
)
from gongkai.policy.check_words import load_check_words
from gongkai.policy.repealed import load_repealed
from gongkai.rules.references import LIVE, UNKNOWN, Reference, Target, TargetState

TODAY = date(2026, 3, 2)
PAGES = {
    "/items/live/": LIVE,
    "/items/gone/": Target(TargetState.GONE),
    "/items/away/": Target(TargetState.WITHDRAWN),
    "/items/old/": Target(TargetState.REPEALED, "示政发〔2026〕1号"),
}
DOCUMENTS = {"示政发〔2019〕7号": Target(TargetState.REPEALED, "示政发〔2026〕1号")}


def document(reference: Reference) -> Target:
    """Answer as an office with one repealed document."""
    return DOCUMENTS.get(reference.key, UNKNOWN)


RULES = DraftRules(
    words=load_check_words(),
    today=TODAY,
    repealed=load_repealed(),
    exists=lambda path: PAGES.get(path, UNKNOWN),
    document=document,
    own_hosts=frozenset({"www.example.gov.cn"}),
)
BODY = (
    "<h2>一、总则</h2><p>为规范政务公开工作，根据《中华人民共和国政府信息公开条例》"
    "（国务院令第711号），制定本办法。</p><h3>（一）范围</h3><p>本办法适用于县直各单位。</p>"
    "<table><tr><th>序号</th><th>事项</th></tr><tr><td>1</td><td>预算公开</td></tr></table>"
    '<p><a href="/items/live/">《示例县政务公开目录》全文</a>，咨询电话：0555-1234567。</p>'
    '<img src="images/1.png" alt="办理流程：申请、受理、审查、办结四步">'
)
GOOD = DraftText(
    title="示例县人民政府办公室关于印发政务公开办法的通知",
    body_html=BODY,
    metadata=(
        DraftField(key="number", label="发文字号", value="示政办发〔2026〕3号", required=True),
        DraftField(key="contact", label="联系方式", value="示例县政务公开办 0555-1234567"),
    ),
    names=("示例县教育局", "示例县体育局"),
)


def checked(**changes: object) -> DraftReport:
    """Check the good draft with something changed."""
    return check_draft(replace(GOOD, **changes), RULES)  # type: ignore[arg-type]


def codes(report: DraftReport) -> list[str]:
    """Return the codes of a report, without the notes on images and contacts of offices."""
    return [
        finding.code
        for finding in report.findings
        if finding.code != "file.images" and "单位联系方式" not in finding.title
    ]
