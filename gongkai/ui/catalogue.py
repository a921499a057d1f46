"""The English catalogue: collecting the Chinese source strings and compiling ``.po`` to ``.mo``.

GNU gettext is missing on many offices' machines, and a catalogue needs little of it.
``python -m gongkai.ui.catalogue`` adds strings that are new in the code, drops those that left
it, compiles, and lists what has no English yet (exit status 1). Both files are committed; a test
holds them to the code and to each other.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from django.utils.translation.template import templatize

PACKAGE: Final = Path(__file__).resolve().parents[1]
CATALOGUE: Final = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"

HEADER: Final = (
    "Content-Type: text/plain; charset=UTF-8\n"
    "Language: en\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
# Names of the marking functions, with the places of context, singular and plural.
MARKS: Final[dict[str, tuple[int | None, int, int | None]]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
}
_STRING: Final = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CALL: Final = re.compile(rf"\b({'|'.join(MARKS)})\(\s*({_STRING}(?:\s*,\s*{_STRING})*)")


@dataclass(frozen=True, slots=True)
class Message:
    """One string to translate, with its context, plural source and translations."""

    text: str
    context: str = ""
    plural: str = ""
    english: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What makes it one message: context and source."""
        return self.context, self.text

    @property
    def is_translated(self) -> bool:
        """Whether every form has English."""
        return len(self.english) == (2 if self.plural else 1) and all(self.english)


def collect(package: Path = PACKAGE) -> dict[tuple[str, str], Message]:
    """Return every marked string of the package's Python files and templates, in order."""
    found: dict[tuple[str, str], Message] = {}
    for path in sorted([*package.rglob("*.py"), *package.rglob("templates/**/*.html")]):
        source = path.read_text(encoding="utf-8")
        marked = _in_python(source) if path.suffix == ".py" else _in_template(source)
        for message in marked:
            found.setdefault(message.key, message)
    return found


def _in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield from _message(name, [a.value for a in node.args if isinstance(a, ast.Constant)])


def _in_template(source: str) -> Iterator[Message]:
    for name, arguments in _CALL.findall(templatize(source)):
        yield from _message(name, list(ast.literal_eval(f"({arguments},)")))


def _message(name: str, arguments: list[object]) -> Iterator[Message]:
    """Yield the message of a call, if it marks one with literal strings."""
    if name not in MARKS:
        return
    context, text, plural = MARKS[name]
    words = [argument for argument in arguments if isinstance(argument, str)]
    if max(text, plural or 0) < len(words):
        yield Message(
            words[text],
            words[context] if context is not None else "",
            words[plural] if plural is not None else "",
        )


def read(path: Path = CATALOGUE) -> dict[tuple[str, str], Message]:
    """Read a catalogue; the header is left out.

    Raises:
        ValueError: a line is not catalogue syntax; the message names file and line.
    """
    found: dict[tuple[str, str], Message] = {}
    fields: dict[str, str] = {}
    current = ""
    for number, raw in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        line = raw.strip()
        matched = re.fullmatch(r"(?:([a-z_]+(?:\[\d\])?)\s+)?(\".*\")", line)
        if matched and (matched[1] or current):
            current = matched[1] or current
            fields[current] = fields.get(current, "") + ast.literal_eval(matched[2])
        elif not line:
            if fields.get("msgid"):
                message = _from_fields(fields)
                found[message.key] = message
            fields, current = {}, ""
        elif not line.startswith("#"):
            raise ValueError(f"{path}:{number} 不是译文目录的写法：{line}")
    return found


def _from_fields(fields: dict[str, str]) -> Message:
    english = tuple(value for name, value in fields.items() if name.startswith("msgstr"))
    return Message(
        fields["msgid"], fields.get("msgctxt", ""), fields.get("msgid_plural", ""), english
    )


def write(messages: dict[tuple[str, str], Message], path: Path = CATALOGUE) -> None:
    """Write a catalogue, sorted, so that two people adding strings rarely collide."""
    blocks = [f'msgid ""\nmsgstr {_quote(HEADER)}']
    for _, message in sorted(messages.items()):
        lines = [f"msgctxt {_quote(message.context)}"] if message.context else []
        lines.append(f"msgid {_quote(message.text)}")
        if message.plural:
            forms = message.english or ("", "")
            lines.append(f"msgid_plural {_quote(message.plural)}")
            lines.extend(f"msgstr[{n}] {_quote(form)}" for n, form in enumerate(forms))
        else:
            lines.append(f"msgstr {_quote(message.english[0] if message.english else '')}")
        blocks.append("\n".join(lines))
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def compiled(messages: dict[tuple[str, str], Message]) -> bytes:
    """Return the ``.mo`` form of the translated messages (GNU gettext manual, 10.3)."""
    entries = [(b"", HEADER.encode())]
    for message in messages.values():
        if message.is_translated:
            source = "\0".join(part for part in (message.text, message.plural) if part)
            key = f"{message.context}\x04{source}" if message.context else source
            entries.append((key.encode(), "\0".join(message.english).encode()))
    entries.sort()
    start = 28 + 16 * len(entries)
    keys = b"".join(key + b"\0" for key, _ in entries)
    tables: tuple[list[int], list[int]] = ([], [])
    offsets = [start, start + len(keys)]
    for entry in entries:
        for side in (0, 1):
            tables[side].extend((len(entry[side]), offsets[side]))
            offsets[side] += len(entry[side]) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(entries), 28, 28 + 8 * len(entries), 0, start)
    index = struct.pack(f"<{4 * len(entries)}I", *tables[0], *tables[1])
    return head + index + keys + b"".join(value + b"\0" for _, value in entries)


def synchronise(path: Path = CATALOGUE, package: Path = PACKAGE) -> list[Message]:
    """Bring the catalogue to the state of the code, compile it, and return what lacks English."""
    known = read(path) if path.exists() else {}
    messages = {
        key: replace(message, english=known[key].english if key in known else ())
        for key, message in collect(package).items()
    }
    write(messages, path)
    path.with_suffix(".mo").write_bytes(compiled(messages))
    return [message for message in messages.values() if not message.is_translated]


if __name__ == "__main__":
    missing = synchronise()
    for message in missing:
        print(f"缺少英文：{message.text}")
    sys.exit(1 if missing else 0)
