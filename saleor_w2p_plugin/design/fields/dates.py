"""A date as text in, whether it is a day of the calendar out."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# ISO 8601-1, 4.3.1: earlier years are for those who agree on a calendar. ICU takes the Julian.
_FIRST: Final = "1583-01-01"


def is_canonical(text: str) -> bool:
    """Tell whether a text is a day in ISO 8601 (`2026-03-01`), from 1583 on."""
    if not _ISO.fullmatch(text) or text < _FIRST:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
