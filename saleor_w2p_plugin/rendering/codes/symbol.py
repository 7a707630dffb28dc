"""Content and a symbology in, a symbol with its quiet zone and its operators out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import zxingcpp

from saleor_w2p_plugin.design.frame import Symbology
from saleor_w2p_plugin.prepress.symbology import FORMATS, HAVE_ECI
from saleor_w2p_plugin.rendering.codes import masking, paths, standards
from saleor_w2p_plugin.rendering.codes.content import ContentTooLong, complete
from saleor_w2p_plugin.rendering.codes.grid import Grid


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol without its quiet zone, in modules; y down from its top left corner.

    `quiet` is left, top, right, bottom; `ops` draw every dark module in one path and end in "f".
    Linear codes have one row and are stretched to any height.
    """

    columns: int
    rows: int
    quiet: tuple[int, int, int, int]
    ops: bytes
    is_stretchable: bool

    @property
    def columns_with_quiet_zone(self) -> int:
        """Return the width including the quiet zone, in modules."""
        return self.quiet[0] + self.columns + self.quiet[2]

    @property
    def rows_with_quiet_zone(self) -> int:
        """Return the height including the quiet zone, in modules."""
        return self.quiet[1] + self.rows + self.quiet[3]


# The largest symbols take half a megabyte each, so few are kept: enough to check and then print.
@lru_cache(maxsize=64)
def encode(symbology: Symbology, content: str, error_correction: str | None = None) -> Symbol:
    """Encode a text; what is not ASCII is announced as UTF-8 where the symbology can.

    `error_correction` is the least that a QR code (L, M, Q, H; M if not given) or PDF417 (0 to 8)
    has; the other symbologies know none. Raises ContentInvalid and ContentTooLong, with sentences;
    ValueError for a level that the symbology does not have.
    """
    text = complete(symbology, content)
    options = _options(symbology, text, error_correction)
    row_height = standards.ROW_HEIGHTS.get(symbology, 1)
    grid = _qr(text, options) if symbology == "qr" else _grid(symbology, text, options, row_height)
    is_linear = symbology in standards.LINEAR
    if is_linear:
        # The encoder paints a bar higher than a module; we stretch it to any height.
        grid = Grid(grid.columns, 1, grid.bits >> (grid.rows - 1) * grid.row_bytes * 8)
    return Symbol(
        columns=grid.columns,
        rows=grid.rows * row_height,
        quiet=standards.QUIET_ZONES[symbology],
        ops=paths.fill(grid, row_height),
        is_stretchable=is_linear,
    )


def _qr(text: str, options: Mapping[str, object]) -> Grid:
    level = str(options["ec_level"])

    def in_mask(mask: int) -> Grid:
        return _grid("qr", text, {**options, "data_mask": mask})

    plain = in_mask(0)
    bits = masking.best(plain.bits, plain.columns, level, lambda mask: in_mask(mask).bits)
    return Grid(plain.columns, plain.rows, bits)


def _grid(
    symbology: Symbology, text: str, options: Mapping[str, object], row_height: int = 1
) -> Grid:
    try:
        barcode = zxingcpp.create_barcode(text, FORMATS[symbology], **options)
    except ValueError:
        # Length is all that is left to go wrong, and only the encoder knows what compresses how.
        message = f"This is too much for a {standards.NAMES[symbology]}."
        raise ContentTooLong(message) from None
    return Grid.of(zxingcpp.write_barcode_to_image(barcode, add_quiet_zones=False), row_height)


def _options(symbology: Symbology, text: str, error_correction: str | None) -> dict[str, object]:
    options: dict[str, object] = {}
    levels = standards.ERROR_CORRECTIONS.get(symbology, (None,))
    level = error_correction or levels[0]
    if level not in levels:
        raise ValueError(f"{symbology} has no error correction {level!r}.")
    if level:
        options["ec_level"] = level
    if symbology == "data_matrix":
        # Else the encoder takes rectangular symbols of ISO/IEC 21471, which few readers know.
        options["force_square"] = True
    if symbology in HAVE_ECI and not text.isascii():
        options["eci"] = "UTF-8"
    return options
