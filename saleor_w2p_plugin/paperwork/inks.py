"""An opened PDF in, the names of the inks in it beyond the process inks out."""

from __future__ import annotations

import re
from typing import Final

import pikepdf

from saleor_w2p_plugin.prepress.preflight.reading.colours import ALL, PROCESS

# Written out, an object shows its names many times faster than a walk (ISO 32000-1, 8.6.6.4, 5).
_SPACES: Final = re.compile(rb"/Separation\s*/([^\s/\[\]<>()]+)|/DeviceN\s*\[([^\]]*)\]")
_NAME: Final = re.compile(rb"/([^\s/\[\]<>()]+)")
_ESCAPE: Final = re.compile(rb"#([0-9a-fA-F]{2})")
_NO_SPOTS: Final = frozenset((*PROCESS, ALL, "None"))
_MOST: Final = 64


def spots(pdf: pikepdf.Pdf) -> list[str]:
    """Return the names of all spot inks that colour spaces of the file name, 64 at most, sorted."""
    found: set[str] = set()
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            written = item.stream_dict.unparse()
        elif isinstance(item, (pikepdf.Array, pikepdf.Dictionary)):
            written = item.unparse(resolved=True)
        else:
            continue
        for separation, several in _SPACES.findall(written):
            names = [separation] if separation else _NAME.findall(several)
            found.update(_decoded(name) for name in names)
    return sorted(found - _NO_SPOTS)[:_MOST]


def _decoded(name: bytes) -> str:
    plain = _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), name)
    return plain.decode("utf-8", "replace")
