"""A number or a date, a pattern and a locale in, the text that prints out.

Patterns are those of Unicode TR35: `#,##0.00` (part 3, section 3), `d MMMM y` (part 4, section 8),
the styles `short`, `medium`, `long` and `full`, and skeletons such as `::yMMMd`. ICU does the work.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from icu4py.messageformat import MessageFormat

Formatted = Literal["number", "date"]

# What prints where a field has no format: every digit that an answer may have, and the long date.
_PLAIN: Final = {"number": "#,##0.##########", "date": "long"}
_QUOTED: Final = re.compile(r"'[^']*'")
# TR35, part 4, date field symbols: all but hours, minutes, seconds and zones, which a day has not.
_NOT_OF_A_DAY: Final = re.compile(r"(?![GyYuUrQqMLlwWdDFgEec])[a-zA-Z]")
# A number times ten to the hundredth has a hundred digits; exponents may be as long as memory is.
_HUGE: Final = re.compile(r"::.*[eE][+-]?[0-9]{3}", re.DOTALL)
_STYLES: Final = frozenset(("short", "medium", "long", "full"))
_SAMPLES: Final = {"number": "1234.5", "date": "2026-03-01"}
_EXAMPLES: Final = {"number": "#,##0.00", "date": "d MMMM y"}
_LAST_PROBE: Final = date(9999, 12, 30)


def printed(kind: Formatted, answer: str, pattern: str | None, locale: str) -> str:
    """Return how a canonical number or date prints."""
    message = _message(kind, pattern or _PLAIN[kind], locale)
    if kind == "number":
        return message.format({"x": Decimal(answer)})
    return message.format({"x": _noon(date.fromisoformat(answer))})


def problem(kind: Formatted, pattern: str, locale: str) -> str | None:
    """Return a sentence about a pattern that cannot be used, or None."""
    if "{" in pattern or "}" in pattern:
        return "A format has no braces."
    if kind == "number" and _HUGE.search(pattern):
        return "An exponent has at most two digits."
    if kind == "date" and pattern not in _STYLES:
        letter = _NOT_OF_A_DAY.search(_QUOTED.sub("", pattern))
        if letter:
            return f"{letter[0]!r} is no part of a day; put words in quotes: 'of'."
    try:
        text = printed(kind, _SAMPLES[kind], pattern, locale)
    except (ValueError, RuntimeError, UnicodeEncodeError):
        return f"This is not a pattern for a {kind}, such as {_EXAMPLES[kind]}."
    return None if text.strip() else "This pattern prints nothing."


@lru_cache(maxsize=64)
def decimal_separator(locale: str) -> str:
    """Return what stands before the decimals of a number."""
    shown = _message("number", "0.0", locale).format({"x": Decimal("0.5")})
    return next((char for char in shown if not char.isdigit()), ".")


@lru_cache(maxsize=256)
def _message(kind: Formatted, pattern: str, locale: str) -> MessageFormat:
    # Imported late: most designs have neither numbers nor dates, and ICU costs 15 ms and 8 MB.
    from icu4py.messageformat import MessageFormat

    return MessageFormat(f"{{x,{kind},{pattern}}}", locale)


def _noon(day: date) -> datetime:
    """Return the instant that ICU shows as noon of a day.

    ICU shows an instant in the time zone of the process when it was first used, which is not
    always what Python takes for the local one (Django sets it late). So ask ICU how far it is off.
    """
    probe = datetime.combine(min(day, _LAST_PROBE), time(12), UTC)
    shown = _message("date", "y-MM-dd'T'HH:mm", "en").format({"x": probe})
    offset = datetime.fromisoformat(f"{shown}Z") - probe
    return datetime.combine(day, time(12), UTC) - offset
