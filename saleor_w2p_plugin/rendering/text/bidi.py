"""Text in logical order in, its embedding levels and the visual order of its runs out."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from bidi import algorithm

from saleor_w2p_plugin.rendering.text import brackets

_RTL_CLASSES: Final = frozenset(("R", "AL", "AN", "RLE", "RLO", "LRE", "LRO"))
# python-bidi knows Unicode 6.2: it stops at isolates, and rule N0 has to be added.
_ISOLATES: Final = frozenset(("LRI", "RLI", "FSI", "PDI"))


def levels(text: str) -> tuple[int, list[int]]:
    """Return the level of a paragraph and of each of its characters (UAX 9, rules P2 to I2).

    Even levels run to the right, odd ones to the left. The first strong character decides on the
    direction of the paragraph.
    """
    if not any(unicodedata.bidirectional(char) in _RTL_CLASSES for char in text):
        return 0, [0] * len(text)
    base = algorithm.get_base_level(text)
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    for index, char in enumerate(storage["chars"]):
        char["index"] = index
        if char["type"] in _ISOLATES:
            char["type"] = "BN"
        elif not char["type"]:
            # Unassigned characters have no class in the database; UAX 9 takes most of them as L.
            char["type"] = "L"
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    for run in storage["runs"]:
        brackets.pair(storage["chars"][run["start"] : run["start"] + run["length"]], run["sor"])
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return base, _with_removed(storage["chars"], len(text), base)


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """Return the indexes of runs from left to right (UAX 9, rule L2)."""
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


def _with_removed(chars: list[dict[str, Any]], length: int, base: int) -> list[int]:
    # Rule X9 drops joiners and marks from the list; they go where their neighbour before goes.
    found = {char["index"]: int(char["level"]) for char in chars}
    result: list[int] = []
    for index in range(length):
        result.append(found.get(index, result[-1] if result else base))
    return result
