"""The text of a draft with personal data masked in the prescribed forms, or none at all.

What was masked is read again by every detector; where something is left, nothing is returned.
"""

from collections.abc import Iterable

from gongkai.disclosure.checks.draft.broken import Broken, broken_numbers
from gongkai.disclosure.checks.draft.outline import BODY, AttributeText, Outline, outline
from gongkai.disclosure.checks.draft.tokens import Token, TokenKind, html_of, tokens_of
from gongkai.disclosure.checks.scanning import personal_of
from gongkai.disclosure.checks.values import Piece
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.rules.text import Detected, find_personal, mask_personal, masked

_ROUNDS = 6
_MEND = "不能自动脱敏，请在正文里改掉后再试"


def masked_text(text: str, label: str = "") -> str:
    """Return a plain text, such as a title or a field, with personal data masked.

    Raises :class:`ProblemsError` where something would be left.
    """
    done = mask_personal(text, label)
    _refuse(Place(label or "文本"), find_personal(done, label))
    return done


def masked_html(html: str) -> str:
    """Return the text of an edition with personal data masked, its markup kept.

    Words, cells under their heads, numbers broken over lines, descriptions and addresses are
    masked; comments go. Raises :class:`ProblemsError` where something would be left.
    """
    tokens = [one for one in tokens_of(html) if one.kind is not TokenKind.COMMENT]
    for _ in range(_ROUNDS):
        if not _mask_round(outline(tokens)):
            break
    done = html_of(tokens)
    _verify(done)
    return done


def _mask_round(read: Outline) -> bool:
    """Mask what one reading finds; say whether it found anything."""
    found = list(zip(read.pieces, personal_of(read.pieces), strict=True))
    plain = [(piece, detected) for piece, detected in found if detected]
    for piece, detected in plain:
        _mask_piece(piece, detected)
    if plain:
        return True
    broken = [one for _, one in broken_numbers(read.pieces)]
    for one in broken[:1]:  # each changes the places of those after it
        _mask_broken(one)
    return bool(broken)


def _mask_piece(piece: Piece, detected: Iterable[Detected]) -> None:
    if isinstance(piece.source, AttributeText):
        source = piece.source
        value = source.prefix + masked(piece.text, detected)
        source.token.replace_attribute(source.name, value)
    elif isinstance(piece.source, list):
        for one in sorted(detected, key=lambda one: one.start, reverse=True):
            _mask_span(piece.source, one.start, one.end, one.mask)


def _mask_broken(one: Broken) -> None:
    tokens = [token for piece in one.pieces for token in _tokens(piece)]
    _mask_span(tokens, one.start, one.end, one.detected.mask)


def _tokens(piece: Piece) -> list[Token]:
    return piece.source if isinstance(piece.source, list) else []


def _mask_span(tokens: list[Token], first: int, last: int, mask: str) -> None:
    """Put a mask over characters of several tokens, one for one where the lengths agree."""
    same = len(mask) == last - first
    start, written = 0, False
    for token in tokens:
        end = start + len(token.text)
        left, right = max(first, start), min(last, end)
        if left < right:
            part = mask[left - first : right - first] if same else ("" if written else mask)
            written = True
            token.text = token.text[: left - start] + part + token.text[right - start :]
        start = end


def _verify(html: str) -> None:
    """Read the result as a stranger would: by places, over breaks, and as bare source."""
    read = outline(tokens_of(html))
    pieces = (*read.pieces, Piece(place=f"{BODY}（网页代码）", text=html, raw=True))
    for piece, detected in zip(pieces, personal_of(pieces), strict=True):
        _refuse(Place(BODY, cell=piece.place), detected)
    for _, one in broken_numbers(read.pieces):
        _refuse(Place(BODY, cell=one.place), (one.detected,))


def _refuse(place: Place, found: Iterable[Detected]) -> None:
    left = [one for one in found if not one.office]
    if left:
        raise ProblemsError(Problem(place, "M-LEFT", f"{one.kind.label}{_MEND}") for one in left)
