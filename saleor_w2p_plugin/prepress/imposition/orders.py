"""How many leaves and how many places on a sheet in, which leaf lies where out.

A leaf is what is cut apart: a page, or a front with its back. All count from 0; None is a blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

# The leaves of a sheet, by place: of `leaves`, with `places` on a sheet, on sheet `sheet`.
Order = Callable[[int, int, int], tuple[int | None, ...]]


def sheets(scheme: str, leaves: int, places: int) -> int:
    """Return how many sheets the leaves need."""
    return leaves if scheme == "step_and_repeat" else -(-leaves // places)


def n_up(leaves: int, places: int, sheet: int) -> tuple[int | None, ...]:
    """Lay leaves out one after the other, sheet by sheet."""
    first = sheet * places
    return tuple(leaf if leaf < leaves else None for leaf in range(first, first + places))


def step_and_repeat(leaves: int, places: int, sheet: int) -> tuple[int | None, ...]:
    """Lay one leaf out all over a sheet."""
    return (sheet,) * places


def cut_and_stack(leaves: int, places: int, sheet: int) -> tuple[int | None, ...]:
    """Lay leaves out so that the piles, cut and put on each other in the order of their places,
    are in order; the last piles are shorter where numbers do not divide."""
    height = sheets("cut_and_stack", leaves, places)
    return tuple(
        leaf if leaf < leaves else None for leaf in range(sheet, sheet + places * height, height)
    )


ORDERS: Final[Mapping[str, Order]] = {
    "n_up": n_up,
    "step_and_repeat": step_and_repeat,
    "cut_and_stack": cut_and_stack,
}


@dataclass(frozen=True, slots=True)
class Spread:
    """Two leaves in one sheet of a signature: left and right page of its front and of its back.

    `depth` counts from 0, the outermost, of `of` that are folded into each other.
    """

    front: tuple[int | None, int | None]
    back: tuple[int | None, int | None]
    depth: int
    of: int


def booklet(pages: int, pages_per_signature: int | None = None) -> Iterator[Spread]:
    """Yield the spreads of a document from the outermost inwards, signature by signature.

    Signatures have multiples of four pages; blanks make up for what is missing at the end.
    """
    whole = -(-pages // 4) * 4
    step = pages_per_signature or whole
    for first in range(0, whole, step):
        end = min(first + step, whole)
        count = (end - first) // 4
        for depth in range(count):
            head, tail = first + 2 * depth, end - 1 - 2 * depth
            numbers = (tail, head, head + 1, tail - 1)
            a, b, c, d = (number if number < pages else None for number in numbers)
            yield Spread((a, b), (c, d), depth, count)
