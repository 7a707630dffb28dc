"""What a hostile file is, who reads it, and what they must say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """One trap: `make` builds the file without limits, `read` meets it with them.

    `read` must raise the error of this name, with `reason` in its sentence; a trap that a careful
    reader steps over has no error. `seconds` are what it may take of the processor.
    """

    make: Callable[[], bytes]
    read: Callable[[bytes], object]
    reason: str = ""
    error: str | None = "ArtworkInvalid"
    seconds: float = 4.0
