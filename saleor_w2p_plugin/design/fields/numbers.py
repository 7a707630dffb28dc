"""A number as people write it in, the canonical number out.

Canonical is `-1234.5`: no grouping, no plus, no zeros that mean nothing. What already reads so is
taken so in every locale; `1.234` is never a thousand. Beyond that, the locale's own decimal
separator is understood, and grouping by blanks, apostrophes, or whichever of `.` and `,` is not the
decimal separator: `1.234,5` in German, `1,234.5` in English, and neither the other way round.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Final

from saleor_w2p_plugin.design import formats

# What the digits of an answer may be: enough for money and measures, exact in every program.
MAX_WHOLE: Final = 18
MAX_DECIMALS: Final = 10

_MAX_RAW: Final = 60
_CANONICAL: Final = re.compile(
    rf"(?!-0$)-?(?:0|[1-9][0-9]{{0,{MAX_WHOLE - 1}}})(?:\.[0-9]{{0,{MAX_DECIMALS - 1}}}[1-9])?"
)
_PLAIN: Final = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]+)(?:\.(?P<part>[0-9]+))?")
# Spaces (plain, no-break, narrow, thin), both apostrophes, and the Arabic thousands separator.
_GROUPING: Final = " \u00a0\u202f\u2009'\u2019\u066c"


def canonical(text: str, locale: str) -> str | None:
    """Return the canonical form of a number, or None for what is none in this locale."""
    if len(text) > _MAX_RAW:
        return None
    plain = "".join(map(_ascii, text))
    found = _PLAIN.fullmatch(plain) or _grouped(formats.decimal_separator(locale)).fullmatch(plain)
    if not found:
        return None
    whole, part = re.sub("[^0-9]", "", found["whole"]).lstrip("0"), found["part"] or ""
    number = ".".join(filter(None, (whole or "0", part.rstrip("0"))))
    number = f"-{number}" if found["sign"] == "-" and number != "0" else number
    return number if is_canonical(number) else None


def is_canonical(text: str) -> bool:
    """Tell whether a text is a number in canonical form."""
    return bool(_CANONICAL.fullmatch(text))


def decimals(number: str) -> int:
    """Return how many digits a canonical number has after its point."""
    return len(number.partition(".")[2])


def text(number: Decimal) -> str:
    """Return a number in canonical form."""
    return format(number.normalize(), "f")


@lru_cache(maxsize=16)
def _grouped(point: str) -> re.Pattern[str]:
    gap = re.escape(_GROUPING + ",.".replace(point, ""))
    whole = rf"[0-9]{{1,3}}(?P<gap>[{gap}])(?:[0-9]{{2,3}}(?P=gap))*[0-9]{{3}}|[0-9]+"
    part = rf"(?:{re.escape(point)}(?P<part>[0-9]+))?"
    return re.compile(rf"(?P<sign>[+-]?)(?P<whole>{whole}){part}")


def _ascii(char: str) -> str:
    """Return the ASCII form of a digit of any script, and of a minus sign."""
    if char == "\u2212":
        return "-"
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)
