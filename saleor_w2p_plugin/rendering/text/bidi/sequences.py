"""Classes and explicit levels in, isolating run sequences out (UAX 9, BD13 and X10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from saleor_w2p_plugin.rendering.text.bidi.explicit import ISOLATES, REMOVED


class IsolatingSequence(NamedTuple):
    """Characters that are resolved together, and the directions, L or R, around them."""

    indexes: list[int]
    before: str
    after: str


def sequences(
    classes: Sequence[str], levels: Sequence[int], matches: Mapping[int, int], base: int
) -> Iterator[IsolatingSequence]:
    """Yield the isolating run sequences of a paragraph; what X9 removes is in none."""
    kept = [index for index, kind in enumerate(classes) if kind not in REMOVED]
    runs = _level_runs(kept, levels)
    starts = {run[0]: run for run in runs}
    ends = set(matches.values())
    # The level of the neighbour in front of and behind each character.
    neighbours = [base, *(levels[index] for index in kept), base]
    places = {index: place for place, index in enumerate(kept)}
    # A sequence changes levels only of its own characters, but they are neighbours of others.
    for run in runs:
        if run[0] in ends:
            continue
        indexes = list(run)
        while (further := starts.get(matches.get(indexes[-1], -1))) is not None:
            indexes += further
        level = levels[indexes[0]]
        last = indexes[-1]
        is_open = classes[last] in ISOLATES
        before = max(level, neighbours[places[indexes[0]]])
        after = max(level, base if is_open else neighbours[places[last] + 2])
        yield IsolatingSequence(indexes, "LR"[before % 2], "LR"[after % 2])


def _level_runs(kept: Sequence[int], levels: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in kept:
        if runs and levels[runs[-1][-1]] == levels[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs
