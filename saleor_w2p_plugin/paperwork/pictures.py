"""A PDF and what to show of it in, pictures and facts out, by way of a process with limits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from saleor_w2p_plugin.prepress import confined
from saleor_w2p_plugin.prepress.boxes import Rect

_MIB: Final = 1 << 20
# A card is drawn in 0.02 s, a page full of photographs in 0.3 s.
_SECONDS: Final = 3.0
_SECONDS_PER_PICTURE: Final = 0.4
_SECONDS_PER_MIB: Final = 0.2
_MEMORY: Final = 500 * _MIB
_MEMORY_PER_BYTE: Final = 6


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page's whole media box, upright; lengths in points, `trim` from its lower left corner."""

    jpeg: bytes
    width: float
    height: float
    trim: Rect


@dataclass(frozen=True, slots=True)
class AreaPicture:
    """An enlarged window into a page, and the area that it is about; both as `PagePicture.trim`.

    `jpeg` is blank where the area lies beside the page or cannot be drawn.
    """

    jpeg: bytes
    area: Rect
    window: Rect


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pages by number, areas in the order asked for, and what the file says of its inks.

    `spots` are the names of inks beyond the process inks; `condition` is the printing condition of
    the output intent, blank for none.
    """

    pages: Mapping[int, PagePicture]
    areas: Sequence[AreaPicture | None]
    spots: Sequence[str]
    condition: str


def draw(
    pdf: bytes,
    pages: Sequence[int],
    areas: Sequence[tuple[int, Rect]] = (),
    seconds: float = _SECONDS,
) -> Drawn:
    """Draw pages, from 1, and areas in points of their page's own coordinates.

    Pages that are not there or damaged are left out. Raises ArtworkInvalid for files that cannot be
    opened, or that take too long or too much memory; `seconds` are given to any file, a share more
    for each picture and MiB. Runs in a child process, which takes 0.2 s to start.
    """
    count = len(pages) + len(areas)
    sides = [(page, it.sides) for page, it in areas]
    answered = confined.call(
        f"{__package__}.drawing:answer",
        {"pages": list(pages), "areas": sides},
        [pdf],
        confined.Limits(
            seconds=seconds + _SECONDS_PER_PICTURE * count + _SECONDS_PER_MIB * len(pdf) / _MIB,
            memory=_MEMORY + _MEMORY_PER_BYTE * len(pdf),
        ),
        place="pictures",
    )
    header, _, body = answered.partition(b"\n")
    told = json.loads(header)
    jpegs = _cut(body, told["sizes"])
    return Drawn(
        {int(number): _page(page, jpegs) for number, page in told["pages"].items() if _has(page)},
        [_area(area, jpegs) if area else None for area in told["areas"]],
        told["spots"],
        told["condition"],
    )


def _cut(body: bytes, sizes: Sequence[int]) -> list[bytes]:
    parts, start = [], 0
    for size in sizes:
        parts.append(body[start : start + size])
        start += size
    return parts


def _has(told: Mapping[str, Any]) -> bool:
    return told["picture"] is not None


def _page(told: Mapping[str, Any], jpegs: Sequence[bytes]) -> PagePicture:
    width, height = told["size"]
    return PagePicture(jpegs[told["picture"]], width, height, Rect(*told["trim"]))


def _area(told: Mapping[str, Any], jpegs: Sequence[bytes]) -> AreaPicture:
    jpeg = jpegs[told["picture"]] if _has(told) else b""
    return AreaPicture(jpeg, Rect(*told["area"]), Rect(*told["window"]))
