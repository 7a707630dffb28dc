"""An OpenType feature as designs write it in, its tag and value out."""

from __future__ import annotations

import re
from typing import Final

_FEATURE: Final = re.compile(r"([+-]?)([A-Za-z0-9]{4})(?:=(0|[1-9][0-9]{0,2}))?")


def switch(text: str) -> tuple[str, int]:
    """Return the tag of a feature, and 1 for on, 0 for off or the number of an alternate.

    Raises ValueError, with a sentence, for what is no feature such as `smcp`, `-liga`, `ss01=2`.
    """
    found = _FEATURE.fullmatch(text)
    if not found or (found[1] and found[3]):
        raise ValueError(f"“{text}” is no OpenType feature such as “smcp”, “-liga” or “ss01=2”.")
    sign, tag, value = found.groups()
    return tag, int(value) if value else int(sign != "-")
