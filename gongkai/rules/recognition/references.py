"""Which documents this one repeals or amends, and whether it is itself marked as repealed."""

import re
from collections.abc import Iterator

from gongkai.rules.document_numbers import parse, parse_all
from gongkai.rules.recognition.layout import Layout
from gongkai.rules.recognition.values import Confidence, Effect, Found, Reference

# Spans between marks are bounded: a text of opening marks alone must not be read once for each.
_REPEALS = re.compile(
    r"(?:同时|予以|即行|相应|一并|随之|自行|自动|均|全部|即)(?:废止|失效|停止执行)|(?:停止执行|宣布失效)|废止$"
)
_HYPOTHETICAL = re.compile(
    r"(?:修订|修改|变更|被|如|若|或者?|凡)[^，。]{0,6}废止|废止(?:后|的(?!决定|通知|公告)|或)"
)
_IN_FORCE = re.compile(r".*(?:施行|实施|执行|生效|印发|发布)(?:之日)?(?:起)?[，,。；]")
_NAMED = re.compile(
    r"《((?:[^《》]|《[^《》]*》)+)》(?:[（(]([^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)*)[)）])?"
)
_BARE = re.compile(
    r"[\u4e00-\u9fff]{0,12}?\d{4}年第\d{1,5}号(?:公告|令|通告)(?:附件《[^》]{1,300}》)?"
)
_AMENDS = re.compile(
    r"(?:对)?《[^》]{1,300}》(?:[（(][^）)]{0,300}[)）])?(?:作|做)出?(?:如下|以下)?(?:修改|修订)"
)
_TITLE = re.compile(r"关于(废止|修改|修订|宣布失效)(.*)的(?:决定|通知|公告|令)")
_THIS_ONE = re.compile(
    r"本(?:通知|文件|办法|规定|意见|公告|决定|方案|细则)[^，。]{0,40}(?:废止|失效)"
)
_MARKED = re.compile(r"[（(【\[](?:已|全文|本文件?已?)(?:废止|失效)[)）】\]]")
_JOINS = "和与及以原、的将"


def recognise_references(
    layout: Layout, title: Found[str] | None
) -> Found[tuple[Reference, ...]] | None:
    """Collect the documents repealed or amended, in the order of the text."""
    found: dict[Reference, int] = {}
    if title is not None:
        for reference in _from_title(title.value):
            found.setdefault(reference, title.paragraph)
    for line in layout.lines:
        if line.in_table:
            continue
        for sentence in re.split(r"[。；;]", line.bare):
            for reference in _from_sentence(sentence):
                found.setdefault(reference, line.paragraph)
    numbered = {(one.effect, one.name) for one in found if one.number}
    # The title names what the body names again with its number.
    found = {
        one: at for one, at in found.items() if one.number or (one.effect, one.name) not in numbered
    }
    if not found:
        return None
    why = "正文或标题中写明废止、修改的文件"
    return Found(tuple(found), next(iter(found.values())), Confidence.MEDIUM, why)


def _from_title(title: str) -> Iterator[Reference]:
    found = _TITLE.search(title)
    if found is not None:
        effect = Effect.AMENDS if found[1] in ("修改", "修订") else Effect.REPEALS
        yield from _named(found[2], effect)


def _from_sentence(sentence: str) -> Iterator[Reference]:
    if _THIS_ONE.search(sentence):
        by = next(_named(sentence, Effect.REPEALED_BY), None)
        yield by or Reference(Effect.REPEALED_BY, "未写明依据的文件")
        return
    if _MARKED.search(sentence) and len(sentence) < 20:
        yield Reference(Effect.REPEALED_BY, "未写明依据的文件")
        return
    amends = _AMENDS.search(sentence)
    if amends is not None:
        yield from _named(amends[0], Effect.AMENDS)
        return
    verb = None if _HYPOTHETICAL.search(sentence) else _REPEALS.search(sentence)
    if verb is not None:
        # 《新办法》自…起施行，《旧办法》同时废止: only what follows the entry into force.
        entry = _IN_FORCE.match(sentence, 0, verb.end())
        yield from _repealed(sentence[entry.end() if entry else 0 : verb.end()])


def _repealed(text: str) -> Iterator[Reference]:
    rest = text
    organ = ""
    for found in _BARE.finditer(text):
        # 海关总署2010年第47号公告和2011年第55号公告: the organ is said once.
        name = found[0].lstrip(_JOINS)
        organ = re.split(r"\d{4}年", name)[0] or organ
        yield Reference(Effect.REPEALS, name if not name[0].isdigit() else organ + name)
        rest = rest.replace(found[0], "")
    named = list(_named(rest, Effect.REPEALS))
    yield from named
    if not named and rest == text:
        for number in parse_all(text):
            yield Reference(Effect.REPEALS, number.canonical, number.canonical)


def _named(text: str, effect: Effect) -> Iterator[Reference]:
    for found in _NAMED.finditer(text):
        number = parse(found[2]) if found[2] else None
        name = found[1].replace("〈", "《").replace("〉", "》")
        yield Reference(effect, name, number.canonical if number else "")
