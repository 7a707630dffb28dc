"""A QR symbol in one mask in, the same symbol in the mask that readers like best out.

Which of the eight masks that is, ISO/IEC 18004:2015, 7.8.3, tells by penalties. The encoder knows
it too, but weighs them one after the other: that takes four times as long as all else. Here the
eight symbols lie side by side in one integer, a bit for each module, and are weighed at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

MASKS: Final = range(8)
# Table 11 of the standard.
_N2, _N3, _N4 = 3, 40, 10

# By columns and error correction, of which there are 160 pairs.
_known: dict[tuple[int, str], Masks] = {}


def best(symbol: int, columns: int, level: str, in_mask: Callable[[int], int]) -> int:
    """Return a symbol of mask 0 in its best mask.

    Symbols are integers: rows from the most significant bits on, each filled up with zeros to whole
    bytes, dark modules are ones. `in_mask` makes the same symbol in another mask: it is asked once
    for each size and error correction, since masks differ by the same modules for all contents.
    """
    key = (columns, level)
    masks = _known.get(key)
    if masks is None:
        masks = _known[key] = Masks(columns, [symbol ^ in_mask(mask) for mask in MASKS])
    penalties = masks.penalties(symbol)
    return symbol ^ masks.differences[penalties.index(min(penalties))]


class Masks:
    """The masks of one size of symbol, by how each differs from mask 0."""

    def __init__(self, columns: int, differences: Sequence[int]) -> None:
        self.differences = differences
        self._cells = columns * columns
        self._row = -(-columns // 8) * 8
        # A row of zeros parts a symbol from the next; rows end in zeros, since sizes are odd.
        self._block = (columns + 1) * self._row
        self._each = sum(1 << self._block * mask for mask in MASKS)
        self._differences = sum(
            difference << self._block * mask for mask, difference in enumerate(differences)
        )
        row = ((1 << columns) - 1) << (self._row - columns)
        self._places = range(0, self._block // 8 * len(MASKS), self._block // 8)
        self._all = sum(row << self._row * index for index in range(columns)) * self._each

    def penalties(self, symbol: int) -> list[int]:
        """Return the penalty of a symbol of mask 0 in every mask."""
        dark = symbol * self._each ^ self._differences
        light = dark ^ self._all
        found = [self._imbalances(dark)]
        blocks = 0
        for step in (1, self._row):
            # Where two, four and five modules of a colour follow each other.
            dark_2, light_2 = dark & dark << step, light & light << step
            dark_next, dark_last = dark_2 << 2 * step, dark << 4 * step
            light_4 = light_2 & light_2 << 2 * step
            five = (dark_2 & dark_next & dark_last) | (light_4 & light << 4 * step)
            # A run of n modules has n - 2 places for three, which is its penalty.
            found.append(self._counted(five | five >> step | five >> 2 * step, 1))
            # Like a finder, 1:1:3:1:1, with four light modules before or behind it.
            finders = dark & light << step & dark_next & dark_last
            finders &= light << 5 * step & dark << 6 * step
            finders &= light_4 << 7 * step | light_4 >> 4 * step
            found.append(self._counted(finders, _N3))
            if step == 1:
                blocks = dark_2 & dark_2 << self._row | light_2 & light_2 << self._row
        found.append(self._counted(blocks, _N2))
        return list(map(sum, zip(*found, strict=True)))

    def _counted(self, found: int, weight: int) -> list[int]:
        """Count what was found in each symbol."""
        size = self._block // 8
        data = found.to_bytes(size * len(MASKS), "little")
        read = int.from_bytes
        return [weight * read(data[at : at + size], "little").bit_count() for at in self._places]

    def _imbalances(self, dark: int) -> list[int]:
        """Weigh how many steps of 5 % the share of dark modules is away from a half."""
        cells = self._cells
        counts = self._counted(dark, 1)
        return [_N4 * (abs(20 * count - 10 * cells) // cells) for count in counts]
