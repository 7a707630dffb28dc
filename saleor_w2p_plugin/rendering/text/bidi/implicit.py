"""An isolating run sequence in, its levels out (UAX 9, rules W1 to I2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from saleor_w2p_plugin.rendering.text.bidi import brackets
from saleor_w2p_plugin.rendering.text.bidi.explicit import ISOLATES
from saleor_w2p_plugin.rendering.text.bidi.sequences import IsolatingSequence

_NEUTRAL: Final = ISOLATES | {"B", "S", "WS", "ON", "PDI"}
# Numbers count as R for what stands beside them (N0 to N2).
_SIDES: Final = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


def implicit(sequence: IsolatingSequence, kinds: list[str], text: str, level: int) -> list[int]:
    """Return the levels of a sequence's characters; `kinds` are their classes after overrides."""
    marks = [kind == "NSM" for kind in kinds]
    _resolve_weak(kinds, sequence.before)
    own = "LR"[level % 2]
    chars = [text[index] for index in sequence.indexes]
    brackets.pair(kinds, chars, marks, own=own, before=sequence.before)
    _resolve_neutral(kinds, sequence, own)
    return [level + _raise(kind, level) for kind in kinds]


def _raise(kind: str, level: int) -> int:
    """Return how much a class raises a level (I1 and I2)."""
    if level % 2:
        return 0 if kind == "R" else 1
    return {"L": 0, "R": 1}.get(kind, 2)


def _resolve_weak(kinds: list[str], before: str) -> None:
    _resolve_marks(kinds, before)
    strong = before
    for index, kind in enumerate(kinds):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[index] = "AN"  # W2
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    _resolve_separators(kinds)
    strong = before
    for index, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"  # W7


def _resolve_marks(kinds: list[str], before: str) -> None:
    """A mark is what it stands on (W1)."""
    previous = before
    for index, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[index] = "ON" if previous in ISOLATES or previous == "PDI" else previous
        previous = kinds[index]


def _resolve_separators(kinds: list[str]) -> None:
    """What stands in or beside numbers belongs to them (W4 to W6)."""
    for index in range(1, len(kinds) - 1):
        around = kinds[index - 1]
        if kinds[index + 1] == around and (
            (kinds[index] == "CS" and around in ("EN", "AN"))
            or (kinds[index] == "ES" and around == "EN")
        ):
            kinds[index] = around
    for start, end in _spans(kinds, frozenset(("ET",))):
        if (start and kinds[start - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN"):
            kinds[start:end] = ["EN"] * (end - start)
    kinds[:] = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in kinds]


def _resolve_neutral(kinds: list[str], sequence: IsolatingSequence, own: str) -> None:
    """What stands between two of one direction has it, what does not follows the level (N1, N2)."""
    for start, end in _spans(kinds, _NEUTRAL):
        left = _SIDES[kinds[start - 1]] if start else sequence.before
        right = _SIDES[kinds[end]] if end < len(kinds) else sequence.after
        kinds[start:end] = [left if left == right else own] * (end - start)


def _spans(kinds: Sequence[str], wanted: frozenset[str]) -> list[tuple[int, int]]:
    """Return start and end of each row of wanted classes."""
    found: list[tuple[int, int]] = []
    for index, kind in enumerate(kinds):
        if kind not in wanted:
            continue
        if found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found
