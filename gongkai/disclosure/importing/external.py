"""Programs that read what Python cannot: LibreOffice for .doc and .wps, pdftotext for PDF.

Each run has its own temporary folder and fresh profile, limits of time, memory and file size, and
dies with all its children; where its worker is killed, its limit of processor time ends it. Where
a program is not installed the message says so and what to do instead.
"""

import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from gongkai.disclosure.importing.sources import MAX_FILE, Source, SourceKind, refuse

TIME_LIMIT = 90
_PDF_MEMORY = 2 * 1024 * 1024 * 1024
"""Address space of pdftotext: a page of a hundred megabytes of pictures needs a tenth of it."""
_MOST_WRITTEN = 512 * 1024 * 1024
_MOST_COMPUTED = 2 * TIME_LIMIT
"""Seconds of processor time, of all threads."""
_ENDINGS = {SourceKind.OLD_WORD: "doc", SourceKind.RTF: "rtf", SourceKind.ODT: "odt"}
# Macros never run, and linked pictures or data are never fetched.
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = {
    "DisableMacrosExecution": "true",
    "MacroSecurityLevel": "3",
    "BlockUntrustedRefererLinks": "true",
}
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        f'<item oor:path="{_SECURITY}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for name, value in _SETTINGS.items()
    )
    + "</oor:items>"
)


def office_program() -> str | None:
    """Return LibreOffice's program, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def pdf_program() -> str | None:
    """Return pdftotext, or None where it is not installed."""
    return shutil.which("pdftotext")


def office_convert(source: Source, target: str, *, time_limit: int = TIME_LIMIT) -> bytes:
    """Convert an old Word, WPS, RTF, ODF or Word file with LibreOffice; ``target`` is docx or txt.

    Raises :class:`ProblemsError` where the program is missing, fails or takes too long.
    """
    program = office_program()
    if program is None:
        message = f"{source.kind}要用 LibreOffice 转换，本机没有安装；请在 Word 中另存为 .docx"
        refuse(source.name, "F-TOOL", message)
    with tempfile.TemporaryDirectory(prefix="gongkai-import-") as folder:
        work = Path(folder)
        given = work / f"source.{_ENDINGS.get(source.kind, 'docx')}"
        given.write_bytes(source.data)
        profile = work / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE)
        out = work / "out"
        wanted = "txt:Text (encoded):UTF8" if target == "txt" else target
        arguments = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to", wanted, "--outdir", str(out), str(given),
        ]  # fmt: skip
        _run(arguments, work, source.name, time_limit)
        made = out / f"source.{target}"
        if not made.is_file() or made.stat().st_size > MAX_FILE:
            refuse(
                source.name,
                "F-BROKEN",
                "LibreOffice 读不出这个文件；请在 Word 中另存为 .docx",
            )
        return made.read_bytes()


def pdf_text(source: Source, *, time_limit: int = TIME_LIMIT) -> str:
    """Return the text of a PDF, its lines joined to paragraphs.

    Raises :class:`ProblemsError` where the program is missing or the file has no text.
    """
    text = pdf_layout(source.data, source.name, time_limit=time_limit)
    if not text.strip("\f\n "):
        refuse(
            source.name, "F-SCAN", "PDF 里没有文字，可能是扫描件；请改交 Word 文件或先做文字识别"
        )
    return unwrapped(text)


def pdf_layout(data: bytes, name: str, *, time_limit: int = TIME_LIMIT) -> str:
    """Return the text of a PDF as it is laid out, pages apart by form feeds.

    Raises :class:`ProblemsError` where the program is missing, fails or takes too long.
    """
    program = pdf_program()
    if program is None:
        message = "读取 PDF 要用 pdftotext（poppler-utils），本机没有安装；请改交 Word 文件"
        refuse(name, "F-TOOL", message)
    with tempfile.TemporaryDirectory(prefix="gongkai-import-") as folder:
        work = Path(folder)
        given, made = work / "source.pdf", work / "source.txt"
        given.write_bytes(data)
        arguments = [program, "-layout", "-enc", "UTF-8", str(given), str(made)]
        errors = _run(arguments, work, name, time_limit, memory=_PDF_MEMORY)
        if "password" in errors.lower():
            refuse(name, "F-LOCKED", "PDF 设有密码；请去掉密码后再导入")
        if not made.is_file() or made.stat().st_size > MAX_FILE:
            refuse(name, "F-BROKEN", "PDF 已损坏，读不出来；请重新导出")
        return made.read_text(encoding="utf-8", errors="replace")


def unwrapped(text: str) -> str:
    """Join the lines of a laid-out page: a full line goes on in the next that is not indented."""
    lines = [line.rstrip() for line in text.replace("\f", "\n").splitlines()]
    widest = max((_width(line.strip()) for line in lines), default=0)
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    joined: list[str] = []
    full = False
    for line in lines:
        words = line.strip()
        indented = len(line) - len(line.lstrip()) > margin + 1
        if full and words and not indented:
            joined[-1] += words
        elif words:
            joined.append(words)
        full = bool(words) and widest > 0 and _width(line.strip()) >= widest * 0.85
        if re.search(r"[。；：]$", words) and _width(words) < widest * 0.95:
            full = False
    return "\n".join(joined)


def _width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def _run(arguments: list[str], work: Path, name: str, time_limit: int, *, memory: int = 0) -> str:
    """Run a program in its own group; on time-out kill the group. Returns its error text.

    ``memory`` limits its address space in bytes; LibreOffice reserves more than it uses.
    """
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(work), "LANG": "C.UTF-8"}
    with subprocess.Popen(
        arguments,
        cwd=work,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        _confine(process.pid, memory)
        try:
            _, errors = process.communicate(timeout=time_limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            refuse(
                name,
                "F-TIME",
                f"转换超过 {time_limit} 秒仍未完成，已停止；请在 Word 中另存为 .docx",
            )
    return errors.decode(errors="replace")


def _confine(pid: int, memory: int) -> None:
    """Limit what a program may take; one that has ended already needs no limit."""
    limits = {
        resource.RLIMIT_FSIZE: _MOST_WRITTEN,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: _MOST_COMPUTED,
    }
    if memory:
        limits[resource.RLIMIT_AS] = memory
    with suppress(ProcessLookupError):
        for kind, most in limits.items():
            resource.prlimit(pid, kind, (most, most))
