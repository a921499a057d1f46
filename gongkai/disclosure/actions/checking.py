"""Checks of a draft: run, stored with the fingerprint they looked at, answered for."""

import hashlib
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.days import day_of
from gongkai.core.files import FileRefused
from gongkai.disclosure import rulebook
from gongkai.disclosure.actions.common import draft_to_write, locked_edition, told
from gongkai.disclosure.checks import (
    Finding,
    marked_secret,
    marked_secret_docx,
    marked_secret_name,
    marked_secret_pdf,
    marked_secret_text,
)
from gongkai.disclosure.checks.draft import check_draft
from gongkai.disclosure.drafts import draft_rules, draft_text
from gongkai.disclosure.findings import Findings, findings_of
from gongkai.disclosure.importing.external import pdf_layout
from gongkai.disclosure.models import Acknowledgement, CheckResult, Edition, Item
from gongkai.disclosure.readable import order_copies
from gongkai.policy.problems import ProblemsError
from gongkai.rules.text import Grade


def run_checks(edition_id: int, *, by: Viewer) -> Findings:
    """Check the present text and files and keep what was found, under their fingerprint.

    Anybody of the unit who may see its drafts may have them checked, and whoever writes there.
    """
    with acting(by) as act:
        item, edition = locked_edition(act, edition_id)
        writes = by.may("disclosure.write", item.unit.path)
        act.require("disclosure.write" if writes else "disclosure.drafts", item.unit.path)
        return checked(act, item, edition)


def checked(act: Act, item: Item, edition: Edition) -> Findings:
    """Check inside an action and note that it was done."""
    findings = check_now(item, edition, act.by.at)
    counts = {
        grade.value: sum(1 for one in findings.found if one["grade"] == grade) for grade in Grade
    }
    told(act, "edition.check", item, edition, **counts)
    return findings


def check_now(item: Item, edition: Edition, at: datetime) -> Findings:
    """Check and store inside an action; the same text keeps one result, the newest.

    No program runs here: what one has not read yet is ordered, and blocks until it is read.
    """
    order_copies((one.file for one in edition.attachments.select_related("file")), at=at)
    found = check_draft(draft_text(item, edition), draft_rules(day_of(at))).findings
    CheckResult.objects.update_or_create(
        edition=edition,
        fingerprint=edition.fingerprint,
        defaults={"findings": [_kept(one) for one in found], "at": at},
    )
    return findings_of(edition)


def _kept(finding: Finding) -> dict[str, Any]:
    """Return a finding as it is stored; its key outlives changes elsewhere in the text."""
    name = "\n".join((finding.code, finding.place, finding.shown, finding.title))
    return {**finding.to_json(), "key": hashlib.sha256(name.encode()).hexdigest()[:16]}


def acknowledge_finding(
    edition_id: int, finding_key: str, *, reason: str, by: Viewer
) -> Acknowledgement:
    """Answer for leaving a warning as it is.

    Raises:
        Refused: what was found forbids publication, is not there, or no reason is given.
    """
    with acting(by) as act:
        item, edition = draft_to_write(act, edition_id)
        found = {one["key"]: one for one in findings_of(edition).found}.get(finding_key)
        if found is None:
            raise Refused(gettext("没有这条检查结果，可能稿件已修改。请重新检查。"))
        if found["grade"] == Grade.BLOCK:
            raise Refused(
                gettext("“%(title)s”必须处理，不能保留。%(mend)s")
                % {"title": found["title"], "mend": found["mend"]}
            )
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么保留。"), "reason")
        answer, _ = Acknowledgement.objects.update_or_create(
            edition=edition,
            finding=finding_key,
            defaults={
                "title": found["title"][:200],
                "reason": reason.strip(),
                "person_id": by.person_id,
                "name": by.name,
                "at": by.at,
            },
        )
        told(act, "edition.acknowledge", item, edition, finding=found["title"], reason=reason)
        return answer


def refuse_secrets(text: str) -> None:
    """Refuse a text that bears a secrecy marking: this system must not even keep it.

    Raises:
        Refused: naming the place (``edition.secret``).
    """
    found = marked_secret_text(text, rulebook.check_words())
    if found is not None:
        raise Refused(
            gettext(
                "%(place)s有密级标志，没有保存。涉密内容不得在本系统处理；"
                "请在涉密计算机上办理，确已解密的请删去标志。"
            )
            % {"place": found.place},
            code="edition.secret",
        )


def refuse_secret_file(data: bytes, name: str) -> None:
    """Refuse a file that bears a secrecy marking, before anything of it is stored.

    Raises:
        FileRefused: naming the place in the file (``edition.secret``).
    """
    with TemporaryDirectory(prefix="gongkai-") as folder:
        # The name is looked at too, so the file keeps it; only its last part is ever used.
        path = Path(folder) / Path(name).name
        path.write_bytes(data)
        _refuse_marked(marked_secret(path, rulebook.check_words()), name)


def refuse_secret_name(name: str) -> None:
    """Refuse a file whose name bears a secrecy marking; what is in it is read later.

    Raises:
        FileRefused: see :func:`refuse_secret_file`.
    """
    _refuse_marked(marked_secret_name(name, rulebook.check_words()), name)


def refuse_secret_word(converted: bytes, name: str) -> None:
    """Refuse an old Word file by the new one a program made of it.

    Raises:
        FileRefused: see :func:`refuse_secret_file`.
    """
    _refuse_marked(marked_secret_docx(converted, rulebook.check_words()), name)


def refuse_secret_pdf(data: bytes, name: str, *, seconds: int) -> None:
    """Refuse a PDF that bears a secrecy marking, or that cannot be read in so many seconds.

    One that no program can read at all is not refused: what may be kept decides others.

    Raises:
        FileRefused: see :func:`refuse_secret_file`.
    """
    refuse_secret_name(name)
    try:
        text = pdf_layout(data, name, time_limit=seconds)
    except ProblemsError as error:
        if any(one.code == "F-TIME" for one in error.problems):
            raise FileRefused(
                gettext(
                    "“%(name)s”读了 %(seconds)s 秒还没有读完，没有保存。"
                    "请拆成几个文件，或改交 Word 原件后再上传。"
                )
                % {"name": name, "seconds": seconds}
            ) from error
        return
    _refuse_marked(marked_secret_pdf(text, rulebook.check_words()), name)


def _refuse_marked(found: Finding | None, name: str) -> None:
    if found is not None:
        raise FileRefused(
            gettext(
                "“%(name)s”%(place)s有密级标志，没有保存。涉密文件不得在本系统处理；"
                "请立即从本机删除，并告知保密工作机构。"
            )
            % {"name": name, "place": found.place},
            code="edition.secret",
        )
