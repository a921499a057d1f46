"""Search in synthetic official documents against SQLite FTS5 and PostgreSQL on the same texts.

Each query asks for the top 20 by relevance with title and text, the exact total, and counts by
unit, column, kind, year and validity, restricted to public documents in force; gongkai makes its
marked excerpts as well. `seconds` is the median of a dozen different words, the 95th percentile
stands beside it; `ratio` is to gongkai in the same row group. All contenders over pairs of
characters must agree on every total and on the counts by year. "Words" has what the segmenter
cuts instead: less to search, and single characters or words cut otherwise in a text are missed.
It is left out above 200,000. Each size is a run of its own; across sizes compare ratios only.
"Add one" is the time until one more document is committed and can be found. Every contender runs
in a process of its own; peak memory is that process's, for PostgreSQL only its client's.

Sizes: `SEARCH_DOCUMENTS=200000,1000000 make bench`; 20,000 unless something else is asked for.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

PER_CLASS: Final = 12
ADDED: Final = 9
DEFAULT_SIZES: Final = "20000"
_WORDS_ONLY: Final = "SQLite FTS5, words"
_WORDS_UP_TO: Final = 200_000  # a variant; larger sizes take long enough without it

# Query classes: length of the word, and the rank from which words are taken.
_CLASSES: Final = {
    "1 character": (1, 40),
    "2 characters, in a third of the texts": (2, 15),
    "2 characters, in one of fifty": (2, 500),
    "2 characters, rare": (2, 12_000),
    "4 characters": (4, 150),
    "2 words of 2": (2, 60),
}


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    seconds: float
    ratio: float


def run() -> list[Row]:
    """Measure every size asked for."""
    sizes = [int(size) for size in os.environ.get("SEARCH_DOCUMENTS", DEFAULT_SIZES).split(",")]
    return [row for size in sizes for row in _rows(size, _measure(size))]


def queries() -> dict[str, list[list[str]]]:
    """The words of each class."""
    from benchmarks.search_corpus import vocabulary

    words = vocabulary()
    made: dict[str, list[list[str]]] = {}
    for name, (length, rank) in _CLASSES.items():
        if length == 1:
            made[name] = [[word[0]] for word in words[rank : rank + PER_CLASS]]
            continue
        fitting = (word for word in words[rank:] if len(word) == length)
        if name.startswith("2 words"):
            made[name] = [list(islice(fitting, 2)) for _ in range(PER_CLASS)]
        else:
            made[name] = [[word] for word in islice(fitting, PER_CLASS)]
    return made


def _measure(size: int) -> dict[str, Any]:
    from benchmarks.search_contenders import CONTENDERS

    folder = Path(tempfile.mkdtemp(prefix="gongkai-bench-"))
    try:
        names = [name for name in CONTENDERS if name != _WORDS_ONLY or size <= _WORDS_UP_TO]
        return {name: _in_process(name, size, folder) for name in names}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _in_process(name: str, size: int, folder: Path) -> Any:
    command = [sys.executable, "-m", "benchmarks.search", name, str(size), str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    line = done.stdout.splitlines()[-1]
    print(name, size, line, file=sys.stderr, flush=True)  # hours of work, whatever comes later
    return json.loads(line)


def _rows(size: int, taken: dict[str, Any]) -> Iterator[Row]:
    _require_agreement(taken)
    base = taken["gongkai"]
    head = f"{size:,} documents"
    for measure in _CLASSES:
        for name, one in taken.items():
            if measure not in one["times"]:
                continue
            times = sorted(one["times"][measure])
            median, high = _at(times, 0.5), _at(times, 0.95)
            label = f"{head}; {measure} — {name}, p95 {high * 1000:,.1f} ms"
            yield Row(label, median, median / _at(sorted(base["times"][measure]), 0.5))
    for name, one in taken.items():
        label = f"{head}; add one — {name}"
        yield Row(label, one["add"], one["add"] / base["add"])
    for name, one in taken.items():
        label = f"{head}; build — {name}, {one['size']:,.0f} MB on disk, peak {one['peak']:,.0f} MB"
        yield Row(label, one["build"], one["build"] / base["build"])


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _require_agreement(taken: dict[str, Any]) -> None:
    answers = {name: one["answers"] for name, one in taken.items() if name != _WORDS_ONLY}
    for name, given in answers.items():
        if given != answers["gongkai"]:
            raise SystemExit(f"{name} answers otherwise than gongkai")


def main(name: str, size: int, folder: Path) -> None:
    """Measure one contender and print it as JSON."""
    from benchmarks.search_contenders import CONTENDERS
    from benchmarks.search_corpus import documents

    contender = CONTENDERS[name](folder)
    began = time.perf_counter()
    contender.build(documents(size))
    build = time.perf_counter() - began
    megabytes = contender.megabytes()
    times: dict[str, list[float]] = {}
    answers: list[Any] = []
    for measure, asked in queries().items():
        contender.ask(asked[0])
        for words in asked:
            began = time.perf_counter()
            total, years = contender.ask(words)
            times.setdefault(measure, []).append(time.perf_counter() - began)
            answers.append([total, years])
    print(
        json.dumps(
            {
                "times": times,
                "answers": answers,
                "build": build,
                "size": megabytes,
                "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "add": _add(contender),
            }
        )
    )
    contender.close()


def _add(contender: Any) -> float:
    """The median time to add one document that is not in yet."""
    from benchmarks.search_corpus import documents

    taken = []
    for place, document in enumerate(documents(ADDED)):
        fresh = replace(document, id=f"new{place}")
        began = time.perf_counter()
        contender.add(fresh)
        taken.append(time.perf_counter() - began)
    return sorted(taken)[len(taken) // 2]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
