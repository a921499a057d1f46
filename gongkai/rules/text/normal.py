"""One spelling of digits, dashes and spaces, character by character, so that places stay true.

People write numbers full width, with long dashes, with spaces that only look like spaces; some
pages hide characters of no width inside them. Every replacement here is one for one.
"""

INVISIBLE = "\u200b"
"""What every character of no width becomes."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d\u2043"
_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_HIDDEN = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
# Zeros of the decimal digits that turn up in texts: Arabic, Persian, full width and the five
# mathematical alphabets that some programs use for bold figures.
_ZEROS = (0x0660, 0x06F0, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6)

_TABLE: dict[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{zero + digit: str(digit) for zero in _ZEROS for digit in range(10)},
    **{ord(dash): "-" for dash in _DASHES},
    **{ord(space): " " for space in _SPACES},
    **{ord(hidden): INVISIBLE for hidden in _HIDDEN},
    ord("☆"): "★",
}


def normal(text: str) -> str:
    """Return the text in one spelling, of the same length, each character in its place."""
    return text.translate(_TABLE)


def compact(text: str) -> str:
    """Return the letters and digits of a number alone, whatever stands between them."""
    return "".join(character for character in normal(text) if character.isalnum())
