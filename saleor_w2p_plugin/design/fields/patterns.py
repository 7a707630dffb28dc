"""A field's regular expression in, a matcher whose time is linear in the answer out.

The subset: literal characters, `.`, `\\d \\w \\s \\D \\W \\S`, escaped punctuation, `[classes]`,
groups `( )` and `(?: )`, `|`, and the quantifiers `* + ? {m} {m,} {m,n}`. The whole answer has to
match, so a leading `^` and a trailing `$` are allowed and mean nothing. Look-around,
back-references, lazy and possessive quantifiers are refused when the design is loaded.

Matching walks all states at once (K. Thompson, Regular Expression Search Algorithm, CACM 11(6),
1968) instead of backtracking: a pattern such as `(a+)+b` cannot stop a worker.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

Test = Callable[[str], object]

_MAX_STATES: Final = 5000
_MAX_DEPTH: Final = 20
_QUANTIFIER: Final = re.compile(r"\*|\+|\?|\{(\d{1,4})(,(\d{1,4})?)?\}")
_CLASS: Final = re.compile(r"\[\^?(?:\\[dwsDWS]|\\[^A-Za-z0-9]|[^\]\\\[])+\]")
_ESCAPE: Final = re.compile(r"\\(?:[dwsDWS]|[^A-Za-z0-9])")
_FREE: Final = frozenset(".*+?{}[]()|\\^$")


@dataclass(frozen=True, slots=True)
class _Char:
    test: Test


@dataclass(frozen=True, slots=True)
class _Sequence:
    parts: tuple[_Node, ...]


@dataclass(frozen=True, slots=True)
class _Either:
    parts: tuple[_Node, ...]


@dataclass(frozen=True, slots=True)
class _Repeat:
    node: _Node
    least: int
    most: int | None


_Node = _Char | _Sequence | _Either | _Repeat


@dataclass(slots=True)
class Pattern:
    """A compiled pattern; `fullmatch` takes time proportional to the answer's length."""

    # State 0 is the end. A state is a test and its next states, or no test and free moves.
    states: list[tuple[Test | None, list[int]]] = field(default_factory=lambda: [(None, [])])
    start: int = 0

    def fullmatch(self, text: str) -> bool:
        """Tell whether the whole text matches."""
        now = self._reach([self.start])
        for char in text:
            now = self._reach([t for s in now if self._takes(s, char) for t in self.states[s][1]])
            if not now:
                return False
        return 0 in now

    def _takes(self, state: int, char: str) -> bool:
        test = self.states[state][0]
        return test is not None and bool(test(char))

    def _reach(self, states: list[int]) -> set[int]:
        reached: set[int] = set()
        while states:
            state = states.pop()
            if state not in reached:
                reached.add(state)
                test, following = self.states[state]
                if test is None:
                    states.extend(following)
        return reached

    def add(self, test: Test | None, following: list[int]) -> int:
        """Add a state and return its number; raises ValueError when there are too many."""
        if len(self.states) >= _MAX_STATES:
            raise ValueError("The pattern repeats too much.")
        self.states.append((test, following))
        return len(self.states) - 1


@lru_cache(maxsize=512)
def compile(pattern: str) -> Pattern:
    """Compile a pattern of the subset; raises ValueError with a sentence for anything else."""
    text = pattern.removeprefix("^")
    if text.endswith("$") and not text.endswith("\\$"):
        text = text[:-1]
    node, position = _either(text, 0, 0)
    if position != len(text):
        raise ValueError(f"The pattern has a ')' too many at {position + 1}.")
    compiled = Pattern()
    compiled.start = _build(compiled, node, 0)
    return compiled


def _either(text: str, position: int, depth: int) -> tuple[_Node, int]:
    if depth > _MAX_DEPTH:
        raise ValueError("The pattern's groups are nested too deeply.")
    branches = []
    while True:
        branch, position = _sequence(text, position, depth)
        branches.append(branch)
        if position >= len(text) or text[position] != "|":
            return _Either(tuple(branches)), position
        position += 1


def _sequence(text: str, position: int, depth: int) -> tuple[_Node, int]:
    parts: list[_Node] = []
    while position < len(text) and text[position] not in "|)":
        node, position = _atom(text, position, depth)
        quantifier = _QUANTIFIER.match(text, position)
        if quantifier:
            node, position = _repeat(node, quantifier), quantifier.end()
        parts.append(node)
    return _Sequence(tuple(parts)), position


def _atom(text: str, position: int, depth: int) -> tuple[_Node, int]:
    char = text[position]
    if char == "(":
        opening = 3 if text.startswith("(?:", position) else 1
        node, position = _either(text, position + opening, depth + 1)
        if position >= len(text):
            raise ValueError("The pattern lacks a ')'.")
        return node, position + 1
    token = _ESCAPE.match(text, position) or _CLASS.match(text, position)
    if token:
        try:
            return _Char(re.compile(token[0]).fullmatch), token.end()
        except re.error as error:
            raise ValueError(f"The pattern's {token[0]} is not valid: {error}.") from None
    if char == ".":
        return _Char(lambda other: other != "\n"), position + 1
    if char in _FREE:
        raise ValueError(
            f"The pattern uses {char!r} at {position + 1}, outside the allowed subset."
        )
    return _Char(char.__eq__), position + 1


def _repeat(node: _Node, quantifier: re.Match[str]) -> _Node:
    sign = quantifier[0]
    if sign in ("*", "+", "?"):
        return _Repeat(node, int(sign == "+"), 1 if sign == "?" else None)
    least = int(quantifier[1])
    if quantifier[2] is None:
        return _Repeat(node, least, least)
    most = int(quantifier[3]) if quantifier[3] else None
    if most is not None and most < least:
        raise ValueError(f"The pattern's {sign} has its numbers the wrong way round.")
    return _Repeat(node, least, most)


def _build(pattern: Pattern, node: _Node, target: int) -> int:
    if isinstance(node, _Char):
        return pattern.add(node.test, [target])
    if isinstance(node, _Sequence):
        for part in reversed(node.parts):
            target = _build(pattern, part, target)
        return target
    if isinstance(node, _Either):
        return pattern.add(None, [_build(pattern, part, target) for part in node.parts])
    return _build_repeat(pattern, node, target)


def _build_repeat(pattern: Pattern, node: _Repeat, target: int) -> int:
    state = target
    if node.most is None:
        following: list[int] = []
        state = pattern.add(None, following)
        following += [_build(pattern, node.node, state), target]
    else:
        for _ in range(node.most - node.least):
            state = pattern.add(None, [_build(pattern, node.node, state), target])
    for _ in range(node.least):
        state = _build(pattern, node.node, state)
    return state
