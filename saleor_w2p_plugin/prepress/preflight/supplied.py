"""A PDF that somebody else made in, its report out, by way of a process with limits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from saleor_w2p_plugin.design.press import DEFAULT, Press, packed
from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress import confined
from saleor_w2p_plugin.prepress.artwork import opening
from saleor_w2p_plugin.prepress.boxes import Sheet
from saleor_w2p_plugin.prepress.preflight.inspecting import blocked
from saleor_w2p_plugin.prepress.preflight.report import Report
from saleor_w2p_plugin.prepress.preflight.rules import check_settings

_MIB: Final = 1 << 20
_SECONDS: Final = 20.0
_SECONDS_PER_MIB: Final = 1.0
_MEMORY: Final = 512 * _MIB
_MEMORY_PER_BYTE: Final = 3


def inspect_file(
    pdf: bytes,
    *,
    press: Press = DEFAULT,
    profile: bytes | None = None,
    sheets: Sequence[Sheet] | None = None,
) -> Report:
    """Inspect a PDF that somebody else made, such as artwork.

    `sheets` are the product's pages, None where there is no product; `profile` is the policy's own
    ICC profile, None for the shipped one. Never raises for a bad file: what cannot be opened, and
    what takes too long or too much memory, is a finding that blocks. Raises DesignInvalid for a
    policy with unknown rules.

    Runs in a child process: starting it takes about 0.2 s.
    """
    check_settings(press)
    if len(pdf) > opening.MAX_BYTES:
        return blocked("readable", f"The file is larger than {opening.MAX_BYTES >> 20} MiB.")
    asked = {
        "press": packed(press),
        "sheets": None if sheets is None else [_sides(sheet) for sheet in sheets],
    }
    megabytes = len(pdf) / _MIB
    limits = confined.Limits(
        seconds=_SECONDS + _SECONDS_PER_MIB * megabytes,
        memory=_MEMORY + _MEMORY_PER_BYTE * len(pdf),
    )
    blobs = [pdf] if profile is None else [pdf, profile]
    try:
        answer = confined.call(
            f"{__package__}.answering:answer", asked, blobs, limits, place="file"
        )
    except ArtworkInvalid as error:
        return blocked("readable", error.problems[0].message)
    return Report.from_json(json.loads(answer))


def _sides(sheet: Sheet) -> dict[str, float]:
    names = ("width_mm", "height_mm", "bleed_mm", "slug_mm", "safe_mm")
    return {name: getattr(sheet, name) for name in names}
