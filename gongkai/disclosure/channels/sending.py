"""The adapters: a folder another system reads, a web address it listens at, a feed file."""

import hashlib
import hmac
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from django.conf import settings

from gongkai.core.files import path_of
from gongkai.core.notices.addresses import ForbiddenAddressError, resolve
from gongkai.core.notices.posting import PostingError, post
from gongkai.disclosure.channels.values import DeliveryError, Handed
from gongkai.disclosure.models import Outgoing, OutgoingKind

_FEED_ENTRIES: Final = 100
_ATOM: Final = "http://www.w3.org/2005/Atom"


def deliver(outgoing: Outgoing, handed: Handed) -> str:
    """Hand an edition on and return the receipt.

    Raises:
        DeliveryError: it did not arrive; trying again is safe.
    """
    try:
        return _ADAPTERS[OutgoingKind(outgoing.kind)](outgoing, handed)
    except OSError as error:
        raise DeliveryError(f"{error.strerror or error}") from error


def _folder(outgoing: Outgoing, handed: Handed) -> str:
    """Write a folder with ``item.json`` and the files; it appears whole or not at all."""
    root = _place(outgoing)
    target = root / handed.name
    if (target / "item.json").exists():
        return str(target.relative_to(root.parent))
    root.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=root))
    try:
        (partial / "files").mkdir()
        for name, file in handed.files:
            shutil.copyfile(path_of(file), partial / "files" / name)
        (partial / "item.json").write_text(_json(handed), encoding="utf-8")
        partial.chmod(0o755)
        partial.rename(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return str(target.relative_to(root.parent))


def _place(outgoing: Outgoing) -> Path:
    """Return a receiver's folder, always inside the outgoing folder of this installation."""
    return Path(settings.GONGKAI_DATA) / "outgoing" / Path(outgoing.address).name


def _json(handed: Handed) -> str:
    return json.dumps(handed.facts, ensure_ascii=False, indent=1, sort_keys=True)


def _webhook(outgoing: Outgoing, handed: Handed) -> str:
    """Post the facts as JSON; ``X-Gongkai-Signature`` proves who sent them."""
    body = _json(handed).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        # The same edition has the same key, so that a receiver can tell a second try.
        "Idempotency-Key": handed.name,
    }
    if outgoing.secret:
        digest = hmac.new(outgoing.secret.encode(), body, hashlib.sha256).hexdigest()
        headers["X-Gongkai-Signature"] = f"sha256={digest}"
    try:
        answer = post(resolve(outgoing.address), body, headers)
    except (ForbiddenAddressError, PostingError) as error:
        raise DeliveryError(str(error)) from error
    except OSError as error:
        host = urlsplit(outgoing.address).hostname
        raise DeliveryError(f"连不上 {host}：{error.strerror or error}") from error
    return f"{answer.status} {answer.text.strip()}"[:500]


def _feed(outgoing: Outgoing, handed: Handed) -> str:
    """Put the item at the head of an Atom file; the same edition stands in it once."""
    path = _place(outgoing) / "feed.atom"
    path.parent.mkdir(parents=True, exist_ok=True)
    ET.register_namespace("", _ATOM)
    feed = _read_feed(path, outgoing)
    address = f"urn:gongkai:{handed.name}"
    entries = [e for e in feed.findall(f"{{{_ATOM}}}entry") if _text(e, "id") != address]
    for old in feed.findall(f"{{{_ATOM}}}entry"):
        feed.remove(old)
    feed.extend([_entry(handed, address), *entries[: _FEED_ENTRIES - 1]])
    _set(feed, "updated", str(handed.facts["published_at"]))
    _replace(path, ET.tostring(feed, encoding="utf-8", xml_declaration=True))
    return f"{path.parent.name}/feed.atom#{handed.name}"


def _read_feed(path: Path, outgoing: Outgoing) -> ET.Element:
    """Return the feed so far. Only this module writes it, so it holds no foreign markup."""
    if path.exists():
        return ET.fromstring(path.read_bytes())  # noqa: S314 - our own file
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _set(feed, "id", f"urn:gongkai:outgoing:{outgoing.pk}")
    _set(feed, "title", outgoing.title)
    _set(feed, "updated", "")
    return feed


def _entry(handed: Handed, address: str) -> ET.Element:
    entry = ET.Element(f"{{{_ATOM}}}entry")
    facts = handed.facts
    _set(entry, "id", address)
    _set(entry, "title", str(facts["title"]))
    _set(entry, "updated", str(facts["published_at"]))
    _set(entry, "summary", str(facts["summary"]))
    ET.SubElement(entry, f"{{{_ATOM}}}link", href=str(facts["url"]))
    return entry


def _set(parent: ET.Element, name: str, text: str) -> None:
    tag = f"{{{_ATOM}}}{name}"
    found = parent.find(tag)
    (ET.SubElement(parent, tag) if found is None else found).text = text


def _text(entry: ET.Element, name: str) -> str:
    return entry.findtext(f"{{{_ATOM}}}{name}") or ""


def _replace(path: Path, data: bytes) -> None:
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=".partial-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(partial).chmod(0o644)
    Path(partial).replace(path)


_ADAPTERS: Final[dict[OutgoingKind, Callable[[Outgoing, Handed], str]]] = {
    OutgoingKind.FOLDER: _folder,
    OutgoingKind.WEBHOOK: _webhook,
    OutgoingKind.FEED: _feed,
}
