"""A press sheet and pages in, which page lies where, and sheets ready for the press, out."""

from saleor_w2p_plugin.prepress.imposition.confining import MAX_BYTES, impose
from saleor_w2p_plugin.prepress.imposition.layout import (
    Layout,
    load_layout,
    ready,
    ready_names,
)
from saleor_w2p_plugin.prepress.imposition.painting import Painted, Painter
from saleor_w2p_plugin.prepress.imposition.placing import Placed, Placements, PressSheet, Side

__all__ = [
    "MAX_BYTES",
    "Layout",
    "Painted",
    "Painter",
    "Placed",
    "Placements",
    "PressSheet",
    "Side",
    "impose",
    "load_layout",
    "ready",
    "ready_names",
]
