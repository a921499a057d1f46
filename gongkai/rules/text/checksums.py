"""The check digits of Chinese numbers: resident ID, unified social credit code, bank card."""

from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"

_PROVINCE_RANGES = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65))
PROVINCES = frozenset(
    str(code)
    for first, last in (*_PROVINCE_RANGES, (71, 71), (81, 83), (91, 91))
    for code in range(first, last + 1)
)
"""First two digits of a resident ID: provinces (GB/T 2260), 81–83 for residence permits of
residents of Hong Kong, Macao and Taiwan, 91 for foreigners with permanent residence."""

# No one alive was born before; later years are slips of the pen.
_FIRST_BIRTH, _LAST_BIRTH = 1900, 2049


def id_check_digit(first17: str) -> str:
    """Return the eighteenth character for seventeen digits (GB 11643, ISO 7064 mod 11-2)."""
    total = sum(int(d) * w for d, w in zip(first17, _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11]


def id_checksum_holds(number: str) -> bool:
    """Whether the last of eighteen characters is the one the others demand."""
    return number[17].upper() == id_check_digit(number[:17])


def birth_holds(digits: str) -> bool:
    """Whether six (yymmdd, 19xx) or eight digits are a real day of birth."""
    full = digits if len(digits) == 8 else f"19{digits}"
    try:
        day = date(int(full[:4]), int(full[4:6]), int(full[6:]))
    except ValueError:
        return False
    return _FIRST_BIRTH <= day.year <= _LAST_BIRTH


def province_holds(number: str) -> bool:
    """Whether the number begins with the code of a province."""
    return number[:2] in PROVINCES


def luhn_holds(digits: str) -> bool:
    """Whether a bank card number adds up (ISO/IEC 7812, mod 10)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def credit_code_holds(code: str) -> bool:
    """Whether a unified social credit code adds up (GB 32100, mod 31-3)."""
    code = code.upper()
    if len(code) != 18 or any(letter not in _CREDIT_LETTERS for letter in code):
        return False
    total = sum(_CREDIT_LETTERS.index(code[i]) * pow(3, i, 31) for i in range(17))
    return _CREDIT_LETTERS[(31 - total % 31) % 31] == code[17]
