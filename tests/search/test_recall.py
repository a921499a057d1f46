"""Whatever stands in a text is found, and nothing that does not: against plain substring search."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.search import Document, Filters, Index, Validity, search
from gongkai.search.folding import close_gaps, fold
from gongkai.search.words import index_words, runs
from tests.search.documents_fixture import document, index_of

# Characters that make many words with each other, so that the segmenter often cuts wrongly.
CHARACTERS = "公租房办政务开信息保低障生活最住申请补助县民发展中国家人大会议行为成都市场"
REAL = Path(__file__).parents[3] / "shared" / "data" / "documents" / "documents.jsonl"
EVERYTHING = Filters(validity=frozenset(Validity))


def texts(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    return [
        "，".join("".join(chance.choices(CHARACTERS, k=chance.randint(1, 14))) for _ in range(8))
        for _ in range(count)
    ]


def found(index: Index, text: str) -> set[str]:
    results = search(index, text, levels=["public"], filters=EVERYTHING, size=100)
    assert results.total == len(results.hits) or results.total > 100
    return {hit.document.id for hit in results.hits}


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5])
def test_a_phrase_finds_exactly_the_texts_that_contain_it(tmp_path: Path, length: int) -> None:
    bodies = texts(length, 90)
    neutral = {"title": "甲", "unit_path": (), "columns": ()}
    index = index_of(tmp_path, *(document(n, body=one, **neutral) for n, one in enumerate(bodies)))
    chance = random.Random(length)
    cut_apart = 0
    for _ in range(150):
        run = chance.choice([run for run in runs(chance.choice(bodies)) if len(run) >= length])
        start = chance.randrange(len(run) - length + 1)
        wanted = run[start : start + length]
        truth = {f"item-{n}" for n, body in enumerate(bodies) if wanted in body}
        if wanted in "示例县民政局":  # the unit's name is searched too
            continue
        assert found(index, f'"{wanted}"') == truth
        assert truth <= found(index, wanted)
        cut_apart += any(wanted in body and wanted not in index_words(body) for body in bodies)
    assert cut_apart > 20  # the test has met what the words alone would have missed


def test_searching_never_loads_the_tables_of_pinyin(tmp_path: Path) -> None:
    index = index_of(tmp_path, document(1))
    code = (
        "import sys, pathlib; from gongkai.search import *\n"
        "index = Index.open(pathlib.Path(sys.argv[1]))\n"
        "assert search(index, '低保 mzj', levels=['public']).total == 1\n"
        "assert complete(index, 'mzj', levels=['public']).units\n"
        "assert not [name for name in sys.modules if 'pypinyin' in name or 'django' in name]\n"
    )
    subprocess.run([sys.executable, "-c", code, str(index.folder)], check=True)


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason=f"no real documents at {REAL}")
def test_real_documents_are_found_by_any_two_characters(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in REAL.read_text(encoding="utf-8").splitlines()][:95]
    plain = {"unit_path": (), "columns": ()}
    documents: list[Document] = [
        document(n, title=row["title"], body=row["body"], **plain) for n, row in enumerate(rows)
    ]
    index = index_of(tmp_path, *documents)
    whole = {
        one.id: close_gaps(f"{fold(one.title)}\n{fold(one.body)}\n{fold(one.unit.name)}")
        for one in documents
    }
    chance = random.Random(1)
    for _ in range(200):
        text = chance.choice(list(whole.values()))
        start = chance.randrange(len(text) - 2)
        wanted = text[start : start + 2]
        if all("\u4e00" <= character <= "\u9fff" for character in wanted):
            truth = {key for key, one in whole.items() if wanted in one}
            assert found(index, f'"{wanted}"') == truth
