"""A foreign PDF and a press sheet in, its sheets out, by way of a process with limits."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

from saleor_w2p_plugin.prepress import confined
from saleor_w2p_plugin.prepress.artwork.uses import WHOLE
from saleor_w2p_plugin.prepress.imposition.layout import Creep, Layout, Marks

_MIB: Final = 1 << 20
MAX_BYTES: Final = 512 * _MIB
# A thousand pages take a third of a second, and a MiB may hold ten thousand small ones.
_SECONDS: Final = 10.0
_SECONDS_PER_MIB: Final = 3.0
_MEMORY: Final = 1024 * _MIB
_MEMORY_PER_BYTE: Final = 6
# What imposing adds: sheets and marks; the library may also pack streams less tightly.
_SIZE: Final = 256 * _MIB
_SIZE_PER_BYTE: Final = 2


def impose(pdf: bytes, layout: Layout, slug: str = "") -> bytes:
    """Return the sheets of a PDF, one page for each side of a sheet that has plates.

    Pages are shown as they are, trim and bleed, whatever their boxes, rotation and unit; spot inks,
    layers, the output intent and the metadata are kept, links left behind. The same input gives
    the same bytes. `slug` is a job's number or name. Raises ArtworkInvalid: for files that are
    encrypted, active or damaged or have hidden layers, pages with annotations that print or without
    a TrimBox where the sheet needs one, pages of several sizes, and pages that do not fit the
    sheet, with its JSON paths.

    Runs in a child process: starting it takes about 0.1 s.
    """
    megabytes = len(pdf) / _MIB
    return confined.call(
        f"{__package__}.answering:answer",
        [packed(layout), slug],
        [pdf],
        confined.Limits(
            seconds=_SECONDS + _SECONDS_PER_MIB * megabytes,
            memory=_MEMORY + _MEMORY_PER_BYTE * len(pdf),
            file_size=_SIZE + _SIZE_PER_BYTE * len(pdf),
        ),
        place=WHOLE,
    )


def packed(layout: Layout) -> dict[str, Any]:
    """Return a layout as plain JSON values."""
    values = dataclasses.asdict(layout)
    values["marks"]["kinds"] = sorted(layout.marks.kinds)
    return values


def unpacked(values: dict[str, Any]) -> Layout:
    """Return the layout that `packed` was given."""
    creep, marks = values["creep"], values["marks"]
    return Layout(
        **{
            **values,
            "creep": Creep(**creep) if creep else None,
            "marks": Marks(frozenset(marks["kinds"]), marks["offset_mm"], marks["length_mm"]),
        }
    )
