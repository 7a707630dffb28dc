"""Keys and what was made for them in, the same again out, within a bound."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final

# A set text takes about 100 bytes for each of its characters.
_MAX_WEIGHT: Final = 8_000
_MAX_ENTRY: Final = 2_000


class Memo:
    """Remembers what was made or asked for lately; safe for threads, which may make things twice.

    Two generations: when the young one is full it becomes the old one, and what was in the old one
    and was not asked for is forgotten.
    """

    __slots__ = ("_old", "_weight", "_young")

    def __init__(self) -> None:
        self._young: dict[Hashable, Any] = {}
        self._old: dict[Hashable, Any] = {}
        self._weight = 0

    def get(self, key: Hashable, weight: int) -> Any:
        """Return what was kept for a key, None for nothing."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.keep(key, found, weight)
        return found

    def keep(self, key: Hashable, made: Any, weight: int) -> None:
        """Keep what was made, unless it is too heavy; a weight is a number of characters."""
        if weight > _MAX_ENTRY:
            return
        if self._weight + weight > _MAX_WEIGHT:
            self._old, self._young, self._weight = self._young, {}, 0
        self._weight += weight
        self._young[key] = made
