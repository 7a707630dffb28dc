"""An entry of an ExtGState dictionary in, a changed graphics state out (ISO 32000-1, 8.4.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pikepdf
from pikepdf import Name

from saleor_w2p_plugin.prepress.preflight.reading.marks import Notice
from saleor_w2p_plugin.prepress.preflight.reading.state import State

_SAME: Final = ("/Normal", "/Compatible")
# What steers the device instead of the page, and the values that leave it alone.
_DEVICE: Final = {
    "/TR": ("a transfer function", ("/Identity", "/Default")),
    "/TR2": ("a transfer function", ("/Identity", "/Default")),
    "/HT": ("a halftone", ("/Default",)),
    "/BG": ("black generation", ()),
    "/BG2": ("black generation", ("/Default",)),
    "/UCR": ("undercolour removal", ()),
    "/UCR2": ("undercolour removal", ("/Default",)),
}


def change(state: State, raw: pikepdf.Object) -> None:
    """Set what a dictionary says of overprint, transparency and line width."""
    if "/OP" in raw:
        state.stroke_overprints = bool(raw.OP)
        state.fill_overprints = bool(raw.get("/op", raw.OP))
    if "/op" in raw:
        state.fill_overprints = bool(raw.op)
    if "/OPM" in raw:
        state.overprint_mode = int(raw.OPM)
    if "/ca" in raw:
        state.fill_alpha = float(raw.ca)
    if "/CA" in raw:
        state.stroke_alpha = float(raw.CA)
    if "/LW" in raw:
        state.width = float(raw.LW)
    if "/BM" in raw:
        modes = [raw.BM] if isinstance(raw.BM, pikepdf.Name) else list(raw.BM)
        chosen = str(modes[0]) if modes else "/Normal"
        state.blend = "Normal" if chosen in _SAME else chosen.removeprefix("/")
    if "/SMask" in raw:
        state.is_masked = raw.SMask != Name("/None")


def notices(raw: pikepdf.Object) -> Iterator[Notice]:
    """Return what a dictionary sets of the device."""
    for key, (what, harmless) in _DEVICE.items():
        if key in raw and str(raw[key]) not in harmless:
            yield Notice("device-settings", f"The page sets {what} ({key.removeprefix('/')}).")
