"""Reading a disclosure pack: what it gives, what is refused, all problems at once."""

import os
from datetime import date
from pathlib import Path

import pytest

from gongkai.policy.disclosure import Audience, CommonField, FieldKind, Mode, load_disclosure
from gongkai.policy.library import Library
from gongkai.policy.loading import load_pack
from gongkai.policy.national_values import Level
from gongkai.policy.problems import ProblemsError
from gongkai.rules.obligations.values import Term, Within
from gongkai.rules.publishing.values import Attribute
from tests.policy.disclosure.disclosure_packs import BASE, codes, load, problems, put


def test_a_pack_gives_its_parts_by_id(tmp_path: Path) -> None:
    pack = load(tmp_path)
    assert pack.chain("usual").steps[0].secrecy
    assert pack.timing_rule("soon").timing == Within(term=Term(5), prompt=True)
    notice = pack.content_type("notice")
    assert notice.common == {CommonField.BODY}
    assert [spec.kind for spec in notice.required] == [FieldKind.DATE]
    assert pack.chain_of("group.a", "notice").id == "usual"
    assert len(pack.hash) == 64


def test_a_category_has_from_above_what_it_leaves_unsaid(tmp_path: Path) -> None:
    pack = load(tmp_path)
    first, second = pack.node("group.a"), pack.node("group.b")
    assert (first.timing, first.channels) == (("legal",), ("web",))
    assert (second.timing, second.channels) == (("soon",), ())
    assert first.levels == second.levels == {Level.COUNTY}
    assert first.cite == ("k#6",)
    assert (first.attribute, first.audience) == (Attribute.PUBLIC, Audience.SOCIETY)
    assert first.modes == {Mode.ACTIVE}
    assert [node.id for node in pack.path("group.b")] == ["group", "group.b"]
    assert not pack.node("group").leaf


@pytest.mark.parametrize(
    ("look_up", "near"), [("node", "group.a"), ("chain", "usual"), ("content_type", "notice")]
)
def test_a_look_up_of_nothing_names_the_nearest(tmp_path: Path, look_up: str, near: str) -> None:
    pack = load(tmp_path)
    with pytest.raises(LookupError, match=f"是否想写 {near}"):
        getattr(pack, look_up)(f"{near}x")


def test_a_term_of_law_is_that_of_the_day(tmp_path: Path) -> None:
    folder = BASE.replace("limit: disclosure.limit", "limit: request.reply")
    put(tmp_path, "base", folder)
    library = Library(tmp_path)
    terms = [
        load_disclosure("base", library, on=day).timing_rule("legal").timing
        for day in (date(2019, 5, 14), date(2019, 5, 15))
    ]
    assert terms == [Within(term=Term(15)), Within(term=Term(20))]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("title: 示例规则", "title: 示例规则, titel: x", "K-UNKNOWN"),
        ("kind: online", "kind: onlin", "T-CHOICE"),
        ("kind: online, ", "", "K-MISSING"),
        ("cite: k#1", "cite: k#10", "C-CITE"),
        (", cite: k#1", "", "C-MISSING"),
        ("kind: within, term: {w", "kind: wihtin, term: {w", "T-CHOICE"),
        ("{working_days: 5}", "{working_days: 5, days: 5}", "D-TERM"),
        ("{working_days: 5}", "{}", "D-TERM"),
        ("{working_days: 5}", "{working_days: 0}", "D-TIMING"),
        ("limit: disclosure.limit", "limit: disclosure.limt", "N-UNKNOWN"),
        ("limit: disclosure.limit", "limit: report.department_due", "N-UNIT"),
        ("act: secrecy,", "act: review,", "D-CHAIN"),
        ("act: secrecy, ", "", "K-MISSING"),
        ("common: [body]", "common: [bodi]", "T-CHOICE"),
        ("kind: date, required", "kind: choice, required", "D-FIELD"),
        ("kind: date, required", "kind: table, required", "D-FIELD"),
        ("timing: [soon]", "timing: [son]", "N-UNKNOWN"),
        ("    channels: [web]", "    channels: [wb]", "N-UNKNOWN"),
        ("content_types: [notice]", "content_types: [notise]", "N-UNKNOWN"),
        ("levels: [county]", "levels: [conty]", "T-CHOICE"),
        ("id: group.b", "id: group.a", "ID-DUP"),
        ("title: 乙,", "title: 乙, shows: [nothing],", "N-UNKNOWN"),
        ("title: 乙,", "title: 乙, category: ruls,", "N-UNKNOWN"),
        ("title: 目录", "title: 目录\n    covers_national: true", "D-COVER"),
        ("chain: usual", "chain: usul", "N-UNKNOWN"),
        ("chain: usual", "chain: usual\n  categories: {notice: group.c}", "N-UNKNOWN"),
        ("chain: usual", "chain: usual\n  categories: {notise: group.a}", "N-UNKNOWN"),
        ("channels:\n", "chanels: []\nchannels:\n", "K-UNKNOWN"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert old in BASE
    assert code in codes(tmp_path, BASE.replace(old, new, 1))


def test_all_problems_come_at_once_in_reading_order(tmp_path: Path) -> None:
    text = BASE.replace("kind: online", "kind: x").replace("timing: [soon]", "timing: [sun]")
    text = text.replace("common: [body]", "common: [bdy]")
    found = problems(tmp_path, text)
    assert [entry.partition(" ")[2] for entry in found] == ["T-CHOICE", "T-CHOICE", "N-UNKNOWN"]
    lines = [int(entry.partition(" ")[0]) for entry in found]
    assert lines == sorted(lines)
    assert 0 not in lines


def test_a_pack_is_read_once_and_again_after_a_change(tmp_path: Path) -> None:
    first = load(tmp_path)
    library = Library(tmp_path)
    assert load_disclosure("base", library) is first
    path = tmp_path / "base" / "pack.yaml"
    path.write_text(BASE.replace("title: 甲", "title: 丙"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    changed = load_disclosure("base", library)
    assert changed.node("group.a").title == "丙"
    assert changed.hash != first.hash


def test_a_source_beside_a_pack_that_appears_later_is_seen(tmp_path: Path) -> None:
    load(tmp_path)
    side = tmp_path / "base" / "sources.yaml"
    side.write_text("k: {title: 另一规定}\n", encoding="utf-8")
    with pytest.raises(ProblemsError, match="ID-DUP"):
        load_disclosure("base", Library(tmp_path))


def test_kinds_of_packs_are_not_mixed(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="X-KIND"):
        load_disclosure("shifandian")
    put(tmp_path, "base", BASE)
    with pytest.raises(ProblemsError, match="公开规则包"):
        load_pack("base", Library(tmp_path))
    with pytest.raises(ProblemsError, match="X-VERSION"):
        load_disclosure("base@2.0.0", Library(tmp_path))
