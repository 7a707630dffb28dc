"""The spot inks of a sheet in, operators that set tints of all its inks out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# The name of the colour space All in the resources of a sheet (ISO 32000-1, 8.6.6.4).
ALL: Final = b"All"
ALL_SPACE: Final = (
    b"[/Separation/All/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]"
)
ALL_FILL: Final = b"/All cs 1 scn"
ALL_STROKE: Final = b"/All CS 1 SCN"
# Two and three process inks over each other.
OVERPRINTS: Final = (b"1 1 0 0 k", b"1 0 1 0 k", b"0 1 1 0 k", b"1 1 1 0 k")
_PROCESS: Final[Mapping[str, bytes]] = {
    "Cyan": b"%s 0 0 0 k",
    "Magenta": b"0 %s 0 0 k",
    "Yellow": b"0 0 %s 0 k",
    "Black": b"0 0 0 %s k",
}


def tints(spots: Mapping[bytes, str]) -> dict[str, bytes]:
    """Return the inks by name, each with the operator that sets a tint of it.

    `spots` are names of inks by the names of their colour spaces.
    """
    return {**_PROCESS, **{ink: b"/%s cs %%s scn" % space for space, ink in spots.items()}}
