"""A printer's file in, a design with its files and findings out, by way of a child with limits."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any, Final

from saleor_w2p_plugin.design import document
from saleor_w2p_plugin.design.press import DEFAULT, Press, packed
from saleor_w2p_plugin.errors import ArtworkInvalid, Code, DesignInvalid, W2PProblem
from saleor_w2p_plugin.prepress import colour, confined
from saleor_w2p_plugin.prepress.artwork.uses import WHOLE
from saleor_w2p_plugin.prepress.importing.form import place_of
from saleor_w2p_plugin.prepress.importing.imported import Imported, unpack
from saleor_w2p_plugin.prepress.importing.review import check_fixes

_MIB: Final = 1 << 20
# A form of a card is done in 0.1 s; a picture in the artwork takes what its bytes take.
_SECONDS: Final = 4.0
_SECONDS_PER_MIB: Final = 1.5
_MEMORY: Final = 400 * _MIB
_MEMORY_PER_BYTE: Final = 8
_FRAME: Final = re.compile(r"pages\[(\d+)\]\.frames\[(\d+)\]")
_FIELD: Final = re.compile(r"fields\[(\d+)\]")


def import_artwork(
    data: bytes,
    *,
    name: str,
    fonts: Sequence[bytes] = (),
    press: Press = DEFAULT,
    profile: bytes | None = None,
    fixes: Collection[str] = (),
    size_mm: tuple[float, float] | None = None,
    bleed_mm: float = 0.0,
) -> Imported:
    """Make a design of a PDF, an SVG or a picture; `name` becomes the design's.

    The fields of a PDF's form become fields and frames, named and refined as
    docs/recipes/artwork-import.md says; what prints of the rest is static artwork. `fonts` are the
    files that texts may be set in, `profile` is the file of the policy's own ICC profile. `fixes`
    are ids of `review.FIXES`: each changes what was supplied, so it is done only when asked for.
    `size_mm` is the trim of a picture or an SVG that does not tell its size, `bleed_mm` what such a
    file has around it. The document can be loaded by `design.document.load`. Raises ArtworkInvalid
    with all problems, each naming a field as `artwork.fields.NAME`, a page or the whole;
    `params["fix"]` is the id of the fix that would help. The same input gives the same bytes. Runs
    in a child process.
    """
    check_fixes(frozenset(fixes))
    inks = colour.of(press, profile)
    asked: dict[str, Any] = {
        "name": name,
        "press": packed(press),
        # Areas get their rich black when the design is compiled for its press.
        "conversion": [inks.intent, inks.black_point, inks.ink_limit],
        "size_mm": size_mm,
        "bleed_mm": bleed_mm,
        "fixes": sorted(fixes),
    }
    imported = _imported(asked, [data, inks.profile, *fonts])
    try:
        document.load(imported.document)
    except DesignInvalid as error:
        raise ArtworkInvalid(*_named(imported.document, error)) from None
    return imported


def _imported(asked: dict[str, Any], blobs: Sequence[bytes]) -> Imported:
    size = sum(map(len, blobs))
    limits = confined.Limits(
        seconds=_SECONDS + _SECONDS_PER_MIB * size / _MIB,
        memory=_MEMORY + _MEMORY_PER_BYTE * size,
        file_size=2 * size + 256 * _MIB,
    )
    answered = confined.call(f"{__package__}.answering:answer", asked, blobs, limits, place=WHOLE)
    return unpack(answered)


def _named(raw: dict[str, Any], error: DesignInvalid) -> list[W2PProblem]:
    """Say which field of the form breaks a rule of designs: paths mean nothing to its author."""
    found = []
    for problem in error.problems:
        path = problem.field or ""
        frame, field = _FRAME.match(path), _FIELD.match(path)
        if frame:
            owner = raw["pages"][int(frame[1])]["frames"][int(frame[2])]
        elif field:
            owner = raw["fields"][int(field[1])]
        else:
            owner = None
        rest = path.rpartition("]")[2].lstrip(".")
        message = f"{rest}: {problem.message}" if owner and rest else problem.message
        place = place_of(owner["name"]) if owner else path or WHOLE
        found.append(W2PProblem(Code.ARTWORK_INVALID, message, place))
    return found
