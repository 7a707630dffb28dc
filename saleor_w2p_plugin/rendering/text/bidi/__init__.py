"""Text in logical order in, its embedding levels and the visual order of its runs out (UAX 9)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from saleor_w2p_plugin.rendering.text.bidi.explicit import (
    ISOLATES,
    REMOVED,
    base_level,
    isolated,
    resolved,
)
from saleor_w2p_plugin.rendering.text.bidi.implicit import implicit
from saleor_w2p_plugin.rendering.text.bidi.sequences import sequences

_RTL: Final = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI"))
# With nothing else all goes to the left.
_ALL_RTL: Final = frozenset(("R", "AL", "NSM", "BN", "WS", "ON", "ES", "ET", "CS", "S", "B"))
_SEPARATORS: Final = frozenset(("B", "S"))
_BLANKS: Final = ISOLATES | REMOVED | {"WS", "PDI"}


def levels(text: str) -> tuple[int, list[int]]:
    """Return the level of a paragraph and of each of its characters (rules P2 to L1).

    Even levels run to the right, odd ones to the left. The first strong character decides on the
    direction of the paragraph. L1 is done for the end of the paragraph: what breaks it into lines
    leaves out the blanks at their ends.
    """
    # Unassigned characters have no class in the database; UAX 9 takes most of them as L.
    classes = [unicodedata.bidirectional(char) or "L" for char in text]
    if _RTL.isdisjoint(classes):
        return 0, [0] * len(text)
    if _ALL_RTL.issuperset(classes):
        return 1, [1] * len(text)
    matches = isolated(classes)
    base = base_level(classes, matches)
    found, kinds = resolved(classes, matches, base)
    for sequence in sequences(classes, found, matches, base):
        level = found[sequence.indexes[0]]
        own = implicit(sequence, [kinds[index] for index in sequence.indexes], text, level)
        for index, one in zip(sequence.indexes, own, strict=True):
            found[index] = one
    return base, _settled(classes, found, base)


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """Return the indexes of runs from left to right (rule L2)."""
    order = list(range(len(run_levels)))
    for level in range(max(run_levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and run_levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return order


def _settled(classes: Sequence[str], found: list[int], base: int) -> list[int]:
    """Give separators, and blanks before them and at the end, the base level (rule L1)."""
    is_settled = True
    for index in range(len(classes) - 1, -1, -1):
        kind = classes[index]
        is_settled = kind in _SEPARATORS or (is_settled and kind in _BLANKS)
        if is_settled:
            found[index] = base
    # What rule X9 removes goes where its neighbour before goes.
    for index, kind in enumerate(classes):
        if kind in REMOVED:
            found[index] = found[index - 1] if index else base
    return found
