"""Bidirectional classes in, paragraph level and explicit levels out (UAX 9, rules P2 to X8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

ISOLATES: Final = frozenset(("LRI", "RLI", "FSI"))
_EMBEDDINGS: Final = frozenset(("LRE", "RLE", "LRO", "RLO"))
# Rule X9: as if they were not there.
REMOVED: Final = _EMBEDDINGS | {"PDF", "BN"}
_STRONG: Final = {"L": 0, "R": 1, "AL": 1}
_OVERRIDES: Final = {"LRO": "L", "RLO": "R"}
_RIGHT: Final = frozenset(("RLE", "RLO", "RLI"))
_MAX_DEPTH: Final = 125


def isolated(classes: Sequence[str]) -> dict[int, int]:
    """Return which PDI ends which isolate initiator (BD9)."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for index, kind in enumerate(classes):
        if kind in ISOLATES:
            opened.append(index)
        elif kind == "PDI" and opened:
            found[opened.pop()] = index
    return found


def base_level(
    classes: Sequence[str], matches: Mapping[int, int], start: int = 0, end: int | None = None
) -> int:
    """Return the level that the first strong character outside isolates gives (P2 and P3)."""
    end = len(classes) if end is None else end
    index = start
    while index < end:
        kind = classes[index]
        if kind in _STRONG:
            return _STRONG[kind]
        index = matches.get(index, end) if kind in ISOLATES else index + 1
    return 0


class _Status(NamedTuple):
    level: int
    override: str | None
    is_isolate: bool


class _Stack:
    """The directional status stack with its three counters (X1)."""

    def __init__(self, base: int) -> None:
        self._entries = [_Status(base, None, is_isolate=False)]
        self._overflown_isolates = self._overflown_embeddings = self._valid_isolates = 0

    @property
    def top(self) -> _Status:
        return self._entries[-1]

    def embed(self, *, is_rtl: bool, override: str | None) -> None:
        """Do X2 to X5."""
        level = self._next(is_rtl)
        if level is not None:
            self._entries.append(_Status(level, override, is_isolate=False))
        elif not self._overflown_isolates:
            self._overflown_embeddings += 1

    def isolate(self, *, is_rtl: bool) -> None:
        """Do X5a to X5c."""
        level = self._next(is_rtl)
        if level is not None:
            self._valid_isolates += 1
            self._entries.append(_Status(level, None, is_isolate=True))
        else:
            self._overflown_isolates += 1

    def end_isolate(self) -> None:
        """Do X6a."""
        if self._overflown_isolates:
            self._overflown_isolates -= 1
        elif self._valid_isolates:
            self._overflown_embeddings = 0
            while not self._entries.pop().is_isolate:
                pass
            self._valid_isolates -= 1

    def end_embedding(self) -> None:
        """Do X7."""
        if self._overflown_isolates:
            return
        if self._overflown_embeddings:
            self._overflown_embeddings -= 1
        elif len(self._entries) > 1 and not self.top.is_isolate:
            self._entries.pop()

    def _next(self, is_rtl: bool) -> int | None:
        level = self.top.level + 1
        level += level % 2 != is_rtl
        is_valid = not (self._overflown_isolates or self._overflown_embeddings)
        return level if is_valid and level <= _MAX_DEPTH else None


def resolved(
    classes: Sequence[str], matches: Mapping[int, int], base: int
) -> tuple[list[int], list[str]]:
    """Return the explicit level of each character, and its class after overrides (X1 to X8)."""
    stack = _Stack(base)
    levels: list[int] = []
    kinds: list[str] = []
    for index, kind in enumerate(classes):
        if kind == "PDI":
            stack.end_isolate()
        elif kind == "PDF":
            stack.end_embedding()
        levels.append(base if kind == "B" else stack.top.level)
        overridden = stack.top.override if kind not in REMOVED | {"B"} else None
        kinds.append(overridden or kind)
        if kind in _EMBEDDINGS:
            stack.embed(is_rtl=kind in _RIGHT, override=_OVERRIDES.get(kind))
        elif kind in ISOLATES:
            end = matches.get(index, len(classes))
            is_rtl = kind in _RIGHT or (
                kind == "FSI" and base_level(classes, matches, index + 1, end) == 1
            )
            stack.isolate(is_rtl=is_rtl)
    return levels, kinds
