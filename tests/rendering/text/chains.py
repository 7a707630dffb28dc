"""The fonts of the business card, parsed once."""

from __future__ import annotations

from saleor_w2p_plugin.rendering.text import Style, parse
from tests.golden.card import FILES

REGULAR, ARABIC, CHINESE = (
    parse(key, FILES[key].read_bytes(), b"F%d" % index)
    for index, key in enumerate(("regular", "arabic", "chinese"))
)
CHAIN = (REGULAR, ARABIC, CHINESE)
STYLE = Style(CHAIN)
