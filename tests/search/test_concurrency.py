"""Many readers beside a writer and a rebuild."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from gongkai.search import Index, complete, rebuild, search
from tests.search.documents_fixture import document, index_of


def test_readers_always_see_a_whole_state(tmp_path: Path) -> None:
    index = index_of(tmp_path, *(document(n) for n in range(10)))
    done = Event()

    def read(reader: Index) -> list[int]:
        totals: list[int] = []
        while not done.is_set() or not totals:
            results = search(reader, "低保", levels=["public"], size=100)
            assert len(results.hits) == results.total
            assert sum(one.count for one in results.facets.units) == results.total
            assert complete(reader, "最低生活", levels=["public"]).titles
            totals.append(results.total)
        return totals

    with ThreadPoolExecutor(4) as pool:
        readers = [index, index, Index.open(index.folder), Index.open(index.folder)]
        reading = [pool.submit(read, reader) for reader in readers]
        try:
            for batch in range(1, 4):
                index.upsert(document(10 * batch + n) for n in range(10))
                rebuild(index.folder, [document(n) for n in range(10 * batch + 10)])
        finally:
            done.set()
        seen = [future.result() for future in reading]
    for totals in seen:
        assert totals == sorted(totals)
        assert set(totals) <= {10, 20, 30, 40}
    assert search(index, "低保", levels=["public"]).total == 40
