"""A paragraph and a chain of fonts in, runs of one direction, script and font out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import uharfbuzz as hb

from saleor_w2p_plugin.rendering.text.fonts import Font, is_ignorable

# ISO 15924: characters of many scripts (digits, punctuation).
COMMON: Final = "Zyyy"


class Item(NamedTuple):
    """Characters `start` to `end` of a paragraph: one level, one script, one font."""

    start: int
    end: int
    level: int
    script: str
    font: Font


def items(
    text: str, levels: Sequence[int], chain: Sequence[Font]
) -> tuple[list[Item], list[tuple[int, str]]]:
    """Return the items of a paragraph in logical order, and what no font has, with its place.

    The first font that has every character of a run of one script sets that run; where there is
    none, each base character with its marks takes the first font that has it.
    """
    found: list[Item] = []
    missing: list[tuple[int, str]] = []
    for start, end, level, script in _segments(text, levels):
        for first, last, font in _fonts(text, start, end, chain):
            if font is None:
                missing += ((first, char) for char in _missing(text[first:last], chain))
            else:
                found.append(Item(first, last, level, script, font))
    return found, missing


def _segments(text: str, levels: Sequence[int]) -> Iterator[tuple[int, int, int, str]]:
    marks = list(zip(levels, _scripts(text), strict=True))
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or marks[index] != marks[start]:
            yield start, index, *marks[start]
            start = index


def _scripts(text: str) -> list[str]:
    """Return a script per character; common and inherited ones follow the script before them."""
    own = [script_of(char) for char in text]
    current = next((script for script in own if script), COMMON)
    result = []
    for script in own:
        current = script or current
        result.append(current)
    return result


@lru_cache(maxsize=8192)
def script_of(char: str) -> str | None:
    """Return the ISO 15924 tag of a character's script, None for common and inherited ones."""
    buffer = hb.Buffer()
    buffer.add_str(char)
    buffer.guess_segment_properties()
    script: str | None = buffer.script
    return script


def _fonts(
    text: str, start: int, end: int, chain: Sequence[Font]
) -> Iterator[tuple[int, int, Font | None]]:
    letters = frozenset(text[start:end])
    clusters = list(_clusters(text, start, end))
    for font in chain:
        if font.has_all(letters) or (
            len(clusters) < end - start and all(font.covers(text[at:to]) for at, to in clusters)
        ):
            yield start, end, font
            return
    first = start
    chosen = [
        next((font for font in chain if font.covers(text[at:to])), None) for at, to in clusters
    ]
    for index, (_, last) in enumerate(clusters):
        if index + 1 == len(clusters) or chosen[index + 1] is not chosen[index]:
            yield first, last, chosen[index]
            first = last


def _clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for index in range(start + 1, end):
        joins = unicodedata.category(text[index])[0] == "M" or is_ignorable(text[index])
        if not joins:
            yield first, index
            first = index
    yield first, end


def _missing(text: str, chain: Sequence[Font]) -> list[str]:
    lacking = [char for char in text if not any(font.has(char) for font in chain)]
    # Every character is somewhere, but no font has base and mark together: name the marks.
    return lacking or [char for char in text if unicodedata.category(char)[0] == "M"] or [text[0]]
