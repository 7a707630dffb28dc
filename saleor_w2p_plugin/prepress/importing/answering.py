"""What `confining` asks, inside the child: a file and a job in, the packed import out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from saleor_w2p_plugin.design.press import unpacked
from saleor_w2p_plugin.prepress.colour import Conversion
from saleor_w2p_plugin.prepress.importing import pdf, raster, svg
from saleor_w2p_plugin.prepress.importing.imported import Imported, pack
from saleor_w2p_plugin.prepress.importing.job import Draft, Job
from saleor_w2p_plugin.prepress.importing.review import Review

# Readers take a PDF whose header begins within its first 1024 bytes (ISO 32000-1, annex H).
_HEADER: Final = 1024


def answer(asked: Mapping[str, Any], blobs: Sequence[bytes]) -> bytes:
    """Import the first blob; the second one is the press's profile, the others are fonts."""
    data, profile, *fonts = blobs
    size = asked["size_mm"]
    job = Job(
        name=asked["name"],
        press=unpacked(asked["press"]),
        conversion=Conversion(profile, *asked["conversion"]),
        size_mm=size and (size[0], size[1]),
        bleed_mm=asked["bleed_mm"],
        fonts=fonts,
    )
    return pack(imported(data, job, frozenset(asked["fixes"])))


def imported(data: bytes, job: Job, fixes: frozenset[str]) -> Imported:
    """Do what `import_artwork` says, in this process and without its limits."""
    draft = Draft(job, Review(fixes))
    if b"%PDF-" in data[:_HEADER]:
        pdf.read(data, draft)
    elif svg.is_svg(data):
        svg.read(data, draft)
    else:
        raster.read(data, draft)
    draft.review.check()
    return Imported(draft.document, draft.files, draft.review.finish())
