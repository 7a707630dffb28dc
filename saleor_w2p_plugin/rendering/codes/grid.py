"""The picture of a symbol in, its modules as bits out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

# The encoder paints dark modules as 0 and light ones as 255.
_DIGITS: Final = bytes(0x31 if value == 0 else 0x30 for value in range(256))


@dataclass(frozen=True, slots=True)
class Grid:
    """Modules row by row from the most significant bits on; ones are dark.

    Each row is filled up with zeros to whole bytes.
    """

    columns: int
    rows: int
    bits: int

    @classmethod
    def of(cls, picture: Any, row_height: int = 1) -> Grid:
        """Read a picture of one pixel a module, whose rows are `row_height` pixels high."""
        height, columns = picture.shape
        digits = bytes(memoryview(picture)).translate(_DIGITS)
        filler = b"0" * (-columns % 8)
        rows = [
            digits[start : start + columns]
            for start in range(0, height * columns, row_height * columns)
        ]
        return cls(columns, len(rows), int(filler.join(rows) + filler, 2))

    @property
    def row_bytes(self) -> int:
        """Return how many bytes a row takes."""
        return -(-self.columns // 8)

    def packed(self) -> bytes:
        """Return the rows as bytes."""
        return self.bits.to_bytes(self.rows * self.row_bytes, "big")
