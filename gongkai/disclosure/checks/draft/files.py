"""The files of a draft: documents are read, pictures and recordings at least are what they say."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory

from gongkai.disclosure.checks.checking import check_file, check_pdf_text
from gongkai.disclosure.checks.draft.fields import field_findings
from gongkai.disclosure.checks.draft.values import (
    DraftField,
    DraftFile,
    DraftRules,
    FileKind,
    PdfText,
    Unread,
)
from gongkai.disclosure.checks.values import Finding
from gongkai.rules.references import ReferenceRules
from gongkai.rules.text import Grade, find_personal, mask_personal

_MEDIA: dict[str, tuple[tuple[int, bytes], ...]] = {
    ".png": ((0, b"\x89PNG\r\n\x1a\n"),),
    ".jpg": ((0, b"\xff\xd8\xff"),),
    ".jpeg": ((0, b"\xff\xd8\xff"),),
    ".gif": ((0, b"GIF8"),),
    ".webp": ((0, b"RIFF"), (8, b"WEBP")),
    ".mp3": ((0, b"ID3"),),
    ".wav": ((0, b"RIFF"), (8, b"WAVE")),
    ".mp4": ((4, b"ftyp"),),
    ".m4a": ((4, b"ftyp"),),
    ".m4v": ((4, b"ftyp"),),
}
_MP3_FRAMES = (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")
_NAMES = {FileKind.IMAGE: "图片", FileKind.AUDIO: "音频", FileKind.VIDEO: "视频"}
_LONGEST = 200
STILL_READ = "file.waiting"
"""The code of what is found in a file that a program has not read yet."""


def file_findings(
    file: DraftFile, rules: DraftRules, references: ReferenceRules
) -> Iterator[Finding]:
    """Yield the findings of one file; what cannot be read is never taken for clean."""
    place = f"附件“{mask_personal(file.name)}”"
    read = _document if file.kind is FileKind.DOCUMENT else _medium
    for finding in read(file, rules, references):
        where = "" if finding.place == "全文" else finding.place
        yield replace(finding, place=f"{place}{where}")


def _document(file: DraftFile, rules: DraftRules, references: ReferenceRules) -> Iterator[Finding]:
    match file.content:
        case Unread(reason):
            yield _unread(reason) if reason else _still_read()
        case PdfText(text):
            yield from check_pdf_text(file.name, text, rules.words, references)
        case content:
            yield from _on_disk(file.name, content, rules, references)


def _on_disk(
    name: str, content: bytes | Path, rules: DraftRules, references: ReferenceRules
) -> Iterator[Finding]:
    with TemporaryDirectory(prefix="gongkai-") as folder:
        try:
            path = _at_hand(name, content, Path(folder))
            yield from check_file(path, rules.words, references).findings
        except OSError as error:
            yield _unread(f"读不出来：{error.strerror or '文件不可用'}；请重新上传")


def _at_hand(name: str, content: bytes | Path, folder: Path) -> Path:
    """Return a path with the file's own name, which is checked too."""
    bare = PurePosixPath(PureWindowsPath(name).name).name.replace("\0", "")
    suffix = PurePosixPath(bare).suffix
    stem = bare.removesuffix(suffix).encode()[: _LONGEST - len(suffix.encode())]
    path = folder / ((stem.decode("utf-8", "ignore") or "file") + suffix)
    if isinstance(content, Path):
        path.symlink_to(content.resolve(strict=True))
    else:
        path.write_bytes(content)
    return path


def _medium(file: DraftFile, rules: DraftRules, references: ReferenceRules) -> Iterator[Finding]:
    what = _NAMES[file.kind]
    if any(not one.office for one in find_personal(file.name)):
        mend = "文件名里有个人信息，请改名后重新上传"
        yield Finding("文件名", "personal.file_name", "文件名带有个人信息", Grade.BLOCK, "", mend)
    try:
        head = _head(file)
    except OSError as error:
        yield _unread(f"读不出来：{error.strerror or '文件不可用'}；请重新上传")
        return
    if not _is_what_it_says(file.name, head):
        known = "、".join(_MEDIA)
        yield _unread(f"内容与后缀不符，或不是常见的{what}格式（{known}）；请另存后重新上传")
        return
    if not file.description.strip():
        mend = f"写明{what}的内容：看不到、听不到的人要靠这段文字"
        yield Finding("说明", "access.media", f"{what}没有文字说明", Grade.WARN, "", mend)
    else:
        described = DraftField(key="description", label="说明", value=file.description)
        yield from field_findings((described,), rules.words, references)
    mend = f"{what}里的内容查不到，请人工核对有没有个人信息、涉密标志"
    yield Finding("", "file.media", f"{what}内容未检查", Grade.NOTE, "", mend)


def _head(file: DraftFile) -> bytes:
    match file.content:
        case bytes() as content:
            return content[:16]
        case Path() as path:
            with path.open("rb") as opened:
                return opened.read(16)
    return b""  # no picture or recording is read by a program


def _is_what_it_says(name: str, head: bytes) -> bool:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".mp3" and head.startswith(_MP3_FRAMES):
        return True
    signs = _MEDIA.get(suffix, ())
    return bool(signs) and all(head[at : at + len(sign)] == sign for at, sign in signs)


def _still_read() -> Finding:
    mend = "一般几秒读完，读完会自动重新检查；在此之前不能送审"
    return Finding("", STILL_READ, "附件还在读取", Grade.BLOCK, "", mend)


def _unread(why: str) -> Finding:
    return Finding("", "file.unread", "文件未能检查", Grade.BLOCK, "", why)
