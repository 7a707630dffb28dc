"""Characters with resolved weak types in, the direction of paired brackets set."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Final

from bidi.mirror import MIRRORED

# UAX 9, rule BD16: deeper nesting gives up.
_MAX_OPEN: Final = 63
_STRONG: Final = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


def pair(chars: Sequence[dict[str, Any]], before: str) -> None:
    """Give both brackets of a pair one direction (UAX 9, rule N0).

    `chars` are the characters of one level run, `before` is the strong type in front of it.
    Without this rule the closing bracket of "Dubai (دبي) 12" jumps over the number.
    """
    own = "LR"[chars[0]["level"] % 2] if chars else "L"
    for opening, closing in sorted(_pairs(chars)):
        inside = {_STRONG.get(char["type"]) for char in chars[opening + 1 : closing]} - {None}
        if not inside:
            continue
        context = (_STRONG.get(char["type"]) for char in reversed(chars[:opening]))
        chosen = own if own in inside else next((kind for kind in context if kind), before)
        chars[opening]["type"] = chars[closing]["type"] = chosen


def _pairs(chars: Sequence[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    opened: list[tuple[int, str]] = []
    for index, char in enumerate(chars):
        if char["type"] != "ON" or char["ch"] not in MIRRORED:
            continue
        category = unicodedata.category(char["ch"])
        if category == "Ps":
            if len(opened) == _MAX_OPEN:
                return
            opened.append((index, MIRRORED[char["ch"]]))
        elif category == "Pe":
            found = [place for place, (_, closing) in enumerate(opened) if closing == char["ch"]]
            if found:
                yield opened[found[-1]][0], index
                del opened[found[-1] :]
