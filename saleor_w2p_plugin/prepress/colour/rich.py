"""A filled figure in, whether it is an area that takes rich black out.

Plates never fit exactly: at the edge of a figure in four inks, colours show by a tenth of a
millimetre (ISO 12647-2). On an area nobody sees that, on a rule or a letter it is a blur.
"""

from __future__ import annotations

from typing import Final

from saleor_w2p_plugin.prepress.units import pt

MIN_WIDTH_PT: Final = pt(2)


def is_area(surface: float, outline: float) -> bool:
    """Tell whether a figure is at least 2 mm wide, on average over its length.

    `surface` in square points, `outline` in points: twice the one by the other is the width of a
    rule, and the stem of letters that have become paths, however many are in one figure.
    """
    return outline > 0 and 2 * surface / outline >= MIN_WIDTH_PT
