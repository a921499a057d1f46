"""Everything that is checked before an edition is submitted, in the order of its places."""

from collections.abc import Iterator
from dataclasses import replace

from gongkai.disclosure.checks.draft.broken import Broken, broken_numbers
from gongkai.disclosure.checks.draft.dates import date_findings
from gongkai.disclosure.checks.draft.fields import field_findings, title_findings
from gongkai.disclosure.checks.draft.files import file_findings
from gongkai.disclosure.checks.draft.flows import flow_findings
from gongkai.disclosure.checks.draft.links import link_findings
from gongkai.disclosure.checks.draft.names import alike_files, slipped_names
from gongkai.disclosure.checks.draft.outline import BODY, Outline, outline
from gongkai.disclosure.checks.draft.structure import (
    Placed,
    body_findings,
    structure_findings,
)
from gongkai.disclosure.checks.draft.tokens import tokens_of
from gongkai.disclosure.checks.draft.values import DraftReport, DraftRules, DraftText
from gongkai.disclosure.checks.scanning import findings_by_piece
from gongkai.disclosure.checks.values import Finding, Piece
from gongkai.rules.references import ReferenceRules
from gongkai.rules.text import Grade


def check_draft(draft: DraftText, rules: DraftRules) -> DraftReport:
    """Return what is to be mended in a draft: title, fields, text, files, in this order.

    Never raises for what is in the draft; a file that cannot be read blocks. Nothing in the
    report shows personal data in full.
    """
    references = rules.references(draft.dated)
    found: list[Finding] = []
    found += title_findings(draft.title, rules.words, references)
    found += field_findings(draft.metadata, rules.words, references)
    read = outline(tokens_of(draft.body_html))
    found += date_findings(draft.metadata, read, rules.today)
    found += _body(draft, rules, references, read)
    found += field_findings(draft.details, rules.words, references)
    found += flow_findings(draft.flows)
    found += alike_files(draft.files)
    for file in draft.files:
        found += file_findings(file, rules, references)
    return DraftReport(tuple(dict.fromkeys(found)))


def _body(
    draft: DraftText, rules: DraftRules, references: ReferenceRules, read: Outline
) -> Iterator[Finding]:
    # Last the source as it stands: what no reading saw is still seen there.
    source = Piece(place=f"{BODY}（网页代码）", text=draft.body_html, raw=True)
    pieces = (*read.pieces, source)
    order = {id(piece): at for at, piece in enumerate(pieces)}
    placed: list[Placed] = []
    placed += body_findings(read, required=draft.body_required, least=rules.least_body)
    placed += structure_findings(read)
    placed += link_findings(read, rules)
    for piece, finding in findings_by_piece(pieces, rules.words, references):
        placed.append((order[id(piece)], finding))
    placed += ((at, _broken(one)) for at, one in broken_numbers(read.pieces))
    placed += slipped_names(read, draft.names)
    for _, finding in sorted(placed, key=lambda entry: entry[0]):
        yield finding


def _broken(one: Broken) -> Finding:
    grade = Grade.BLOCK if one.sure else Grade.WARN
    kind, mask = one.detected.kind, one.detected.mask
    mend = f"号码断在两处，合起来是{kind.label}：改为 {mask}，或删去"
    code = f"personal.{kind.value}"
    certainty = one.detected.certainty.label
    return replace(
        Finding(one.place, code, f"{kind.label}（断行）", grade, mask, mend), certainty=certainty
    )
