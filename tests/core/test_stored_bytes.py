"""Bytes stored by one while they are destroyed by another: a record never lacks its file."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest
from django.db import connection, transaction

from gongkai.core.files import destroy, keep_apart, path_of, read_bytes, store
from gongkai.core.models import StoredFile
from tests.people import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)
DATA = "机密".encode()
DIGEST = sha256(DATA).hexdigest()


@pytest.fixture
def beside() -> Iterator[ThreadPoolExecutor]:
    """Another process, as far as the database can tell."""
    with ThreadPoolExecutor(1) as pool:
        yield pool


def destroyed(reached: Event) -> None:
    reached.set()
    try:
        destroy(DIGEST)
    finally:
        connection.close()


def test_what_is_stored_again_before_it_is_destroyed_keeps_its_bytes(
    beside: ThreadPoolExecutor,
) -> None:
    first = store(DATA, "a.txt", at=SYSTEM.at)
    path, reached = path_of(first), Event()
    with transaction.atomic():
        first.delete()
    assert path.exists()
    with transaction.atomic():
        # The bytes are seen on disk; the other has not got at them yet.
        again = store(DATA, "a.txt", at=SYSTEM.at)
        done: Future[None] = beside.submit(destroyed, reached)
        assert reached.wait(10)
        with pytest.raises(TimeoutError):
            done.result(0.3)
    done.result(30)
    assert read_bytes(StoredFile.objects.get(pk=again.pk)) == DATA


def test_who_stores_what_is_being_destroyed_waits_and_keeps_it_anew(
    beside: ThreadPoolExecutor,
) -> None:
    first = store(DATA, "a.txt", at=SYSTEM.at)

    def stored() -> StoredFile:
        try:
            return store(DATA, "a.txt", at=SYSTEM.at)
        finally:
            connection.close()

    with transaction.atomic():
        keep_apart(first)
        StoredFile.objects.get(pk=first.pk).delete()
        done = beside.submit(stored)
        with pytest.raises(TimeoutError):
            done.result(0.3)
    again = done.result(30)
    destroy(DIGEST)
    assert again.pk != first.pk
    assert read_bytes(again) == DATA


def test_what_has_no_record_is_destroyed() -> None:
    first = store(DATA, "a.txt", at=SYSTEM.at)
    path: Path = path_of(first)
    destroy(DIGEST)
    assert path.exists()
    first.delete()
    destroy(DIGEST)
    destroy(DIGEST)
    assert not path.exists()
