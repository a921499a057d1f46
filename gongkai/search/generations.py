"""Where an index lives: generations in folders of their own, one of them current.

<folder>/CURRENT          name of the generation in use, replaced atomically
<folder>/g000007/         one tantivy index and ``generation.json``
<folder>/writer.lock      held while a batch is written or a generation is switched
<folder>/rebuild.lock     held while a new generation is built
<folder>/journal          what was written meanwhile, see ``rebuilding``
"""

import errno
import fcntl
import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import tantivy

from gongkai.search.problems import IndexBusyError, IndexFullError, IndexUnusableError
from gongkai.search.schema import FORMAT, build_schema
from gongkai.search.words import dictionary_version

WAIT_SECONDS: Final = 60.0
WRITER_LOCK: Final = "writer.lock"
REBUILD_LOCK: Final = "rebuild.lock"
_PAUSE_SECONDS: Final = 0.02
_CURRENT: Final = "CURRENT"
_ABOUT: Final = "generation.json"
_PREFIX: Final = "g"
# A full disk, a full quota, a file above the limit; and how the engine words them.
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_SPACE: Final = re.compile(rf"os error ({'|'.join(map(str, _FULL))})\b|StorageFull")


def new_generation(folder: Path) -> Path:
    """Make the next generation, empty and not yet in use."""
    folder.mkdir(parents=True, exist_ok=True)
    last = max((int(path.name[1:]) for path in _generations(folder)), default=0)
    generation = folder / f"{_PREFIX}{last + 1:06d}"
    generation.mkdir()
    about = {"format": FORMAT, "dictionary": dictionary_version()}
    try:
        with damage_reported(folder):
            tantivy.Index(build_schema(), str(generation))
            (generation / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise
    return generation


def open_generation(generation: Path) -> tantivy.Index:
    """Open a generation for reading by explicit reload, or raise ``IndexUnusableError``."""
    folder = generation.parent
    try:
        about = json.loads((generation / _ABOUT).read_text(encoding="utf-8"))
        found = int(about["format"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnusableError(folder, "索引文件缺失或已损坏") from error
    if found != FORMAT:
        raise IndexUnusableError(folder, f"索引格式为第 {found} 版，程序需要第 {FORMAT} 版")
    with damage_reported(folder):
        index = tantivy.Index.open(str(generation))
        index.config_reader("manual")
        return index


def is_outdated(generation: Path) -> bool:
    """Whether the dictionary has changed since; such an index still finds everything."""
    about = json.loads((generation / _ABOUT).read_text(encoding="utf-8"))
    return bool(about.get("dictionary") != dictionary_version())


@contextmanager
def damage_reported(folder: Path) -> Iterator[None]:
    """Turn what the engine raises over damaged files into ``IndexUnusableError``.

    A full disk is no damage: ``IndexFullError``. Over some damage the engine panics; that error is
    no ``Exception`` and has no public type.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        if _is_full(error):
            raise IndexFullError(folder) from error
        raise IndexUnusableError(folder, "索引文件缺失或已损坏") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        if _is_full(error):
            raise IndexFullError(folder) from error
        raise IndexUnusableError(folder, "索引文件已损坏") from error


@contextmanager
def full_disk_reported(folder: Path) -> Iterator[None]:
    """Turn a full disk, met while our own small files are written, into ``IndexFullError``."""
    try:
        yield
    except OSError as error:
        if not _is_full(error):
            raise
        raise IndexFullError(folder) from error


def _is_full(error: BaseException) -> bool:
    full = isinstance(error, OSError) and error.errno in _FULL
    return full or _NO_SPACE.search(str(error)) is not None


def current_generation(folder: Path) -> Path:
    """The generation in use, or raise ``IndexUnusableError`` where there is none."""
    try:
        name = (folder / _CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise IndexUnusableError(folder, "尚未建立索引") from error
    generation = folder / name
    if not (_is_name(name) and generation.is_dir()):
        raise IndexUnusableError(folder, "当前索引的文件夹不存在")
    return generation


def switch_to(generation: Path) -> None:
    """Make a generation the current one, at once and durably; readers follow by themselves."""
    folder = generation.parent
    beside = folder / f"{_CURRENT}.new"
    with beside.open("w", encoding="utf-8") as file:
        file.write(generation.name)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / _CURRENT)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_others(generation: Path) -> None:
    """Remove every other generation; who still reads one keeps its open files."""
    for other in _generations(generation.parent):
        if other != generation:
            shutil.rmtree(other, ignore_errors=True)


def signature(folder: Path) -> tuple[int, ...]:
    """Changes with every switch and every commit, by whichever process.

    Between the two looks a switch may remove the generation looked at: the next one is there then.
    """
    for _ in range(3):
        pointer = _pointer(folder)
        try:
            meta = (current_generation(folder) / "meta.json").stat()
        except (OSError, IndexUnusableError):
            if _pointer(folder) == pointer:
                break
            continue
        return *pointer, meta.st_ino, meta.st_mtime_ns, meta.st_size
    raise IndexUnusableError(folder, "尚未建立索引，或索引文件缺失")


def _pointer(folder: Path) -> tuple[int, int]:
    try:
        found = (folder / _CURRENT).stat()
    except OSError as error:
        raise IndexUnusableError(folder, "尚未建立索引，或索引文件缺失") from error
    return found.st_ino, found.st_mtime_ns


@contextmanager
def locked(folder: Path, name: str, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold a lock between processes and threads; it ends with the process that holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w") as file:
        deadline = time.monotonic() + wait
        while not _try_lock(file.fileno()):
            if time.monotonic() >= deadline:
                raise IndexBusyError(f"检索索引 {folder} 正由其他进程写入，请稍后再试。")
            time.sleep(_PAUSE_SECONDS)
        yield


def _try_lock(descriptor: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _generations(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob(f"{_PREFIX}*") if _is_name(path.name))


def _is_name(name: str) -> bool:
    """Whether a folder is one of ours; anything else is neither opened nor removed."""
    return name.startswith(_PREFIX) and name[1:].isdigit()
