"""A default appearance string in, the font, size and colour that a field is set in out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

Space = Literal["g", "rg", "k"]

_MAX_LENGTH: Final = 2000
# Names, numbers, operators; what else there may be, such as strings, sets no font and no colour.
_TOKEN: Final = re.compile(r"/[^\s/\[\]()<>{}%]*|[-+]?(?:\d+\.?\d*|\.\d+)|[A-Za-z'\"*]+")
_ESCAPE: Final = re.compile(r"#([0-9A-Fa-f]{2})")
_COMPONENTS: Final[dict[str, Space]] = {"g": "g", "rg": "rg", "k": "k"}
_COUNTS: Final = {"g": 1, "rg": 3, "k": 4}
_MAX_SIZE: Final = 2000.0


@dataclass(frozen=True, slots=True)
class Appearance:
    """What a default appearance sets (ISO 32000-1, 12.7.3.3).

    `font` is a name in the form's resources; a size of 0 means that the text is made to fit.
    `colour` is the space's operator with its components, None where none is chosen.
    """

    font: str | None = None
    size_pt: float = 0.0
    colour: tuple[Space, tuple[float, ...]] | None = None


def parse(text: str) -> Appearance:
    """Read a default appearance; the last operator of a kind counts, damage is passed over."""
    font, size = None, 0.0
    colour: tuple[Space, tuple[float, ...]] | None = None
    operands: list[str] = []
    for word in _TOKEN.findall(text[:_MAX_LENGTH]):
        if word[0] == "/" or word[-1].isdigit() or word[-1] == ".":
            operands.append(word)
            continue
        if word == "Tf" and len(operands) >= 2 and operands[-2][0] == "/":
            font = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), operands[-2][1:])
            size = min(max(_number(operands[-1]), 0.0), _MAX_SIZE)
        elif word in _COMPONENTS and len(operands) >= _COUNTS[word]:
            values = tuple(_share(operand) for operand in operands[-_COUNTS[word] :])
            colour = (_COMPONENTS[word], values)
        operands.clear()
    return Appearance(font, size, colour)


def _share(word: str) -> float:
    return round(min(max(_number(word), 0.0), 1.0), 4)


def _number(word: str) -> float:
    return 0.0 if word[0] == "/" else float(word)
