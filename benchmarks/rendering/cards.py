"""The sandbox's business card in, as many different sets of answers as wanted out."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import sandbox
from saleor_w2p_plugin.design.document import Document, Frame, Page, load
from saleor_w2p_plugin.rendering.codes import Symbol

CARD: Final = Path(sandbox.__file__).parent / "fixtures" / "business_card"
PT_PER_MM: Final = 72 / 25.4
# Answers in, a PDF out.
Draw = Callable[[Mapping[str, str]], bytes]

_FIRST: Final = ("Eleanor", "Katarzyna", "Jürgen", "Zoë", "Łukasz", "Maëlle", "Nuno", "Siân")
_LAST: Final = ("Whitcombe", "Wiśniewska", "Großmann", "Ångström", "Núñez", "Ferrari", "O’Brien")

_NUMBERS: Final = itertools.count(1)


def document() -> Document:
    """Read the design."""
    return load(_json("design.json"))


def answers(count: int) -> list[dict[str, str]]:
    """Return sets of answers in Latin script, which every peer can set.

    No two are alike, in later calls either: nothing that an engine remembers of a card may help it.
    """
    base = _json("answers/english.json")
    return [{**base, **_person(next(_NUMBERS))} for _ in range(count)]


def sheet_mm(page: Page) -> tuple[float, float]:
    """Return the width and height of a page with its bleed."""
    return page.width_mm + 2 * page.bleed_mm, page.height_mm + 2 * page.bleed_mm


def top_left_pt(page: Page, frame: Frame) -> tuple[float, float]:
    """Return a frame's top left corner from the bottom left one of the sheet."""
    left = page.bleed_mm + frame.x_mm
    return left * PT_PER_MM, (page.bleed_mm + page.height_mm - frame.y_mm) * PT_PER_MM


def rectangles(symbol: Symbol) -> Iterator[tuple[int, int, int, int]]:
    """Return a symbol's dark rectangles as x, y, width, height in modules, y down."""
    for line in symbol.ops.splitlines()[:-1]:
        x, y, width, height, _ = line.split()
        yield int(x), int(y), int(width), int(height)


def _person(number: int) -> dict[str, str]:
    first, last = _FIRST[number % len(_FIRST)], _LAST[number % len(_LAST)]
    return {
        "full_name": f"{first} {last}",
        "phone": f"+44 20 7946 {number:04}",
        "email": f"person.{number}@northwind.example",
        "handle": f"person.{number}",
    }


def _json(name: str) -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads((CARD / name).read_text())
    return content
