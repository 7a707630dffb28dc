"""Placed lines and codes in, the operators of a PDF content stream out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from saleor_w2p_plugin.design.document import Colour
from saleor_w2p_plugin.rendering.layout import Placed, PlacedQr, PlacedText
from saleor_w2p_plugin.rendering.pdf_syntax import number, numbers


@dataclass(slots=True)
class Painter:
    """Paints pages of one document; remembers which glyphs of which fonts it used."""

    colours: dict[str, Colour]
    glyphs: dict[str, set[int]] = field(default_factory=dict)

    def page(self, placed: Sequence[Placed], left_pt: float, top_pt: float) -> bytes:
        """Return the content of a page; left and top are the trim's corner in PDF's coordinates."""
        parts: list[bytes] = []
        for item in placed:
            parts.append(b"q " + _ink(self.colours[item.frame.colour]))
            if isinstance(item, PlacedQr):
                parts.append(_qr(item, left_pt, top_pt))
            else:
                parts += self._text(item, left_pt, top_pt)
            parts.append(b"Q")
        return b"\n".join(parts)

    def _text(self, text: PlacedText, left_pt: float, top_pt: float) -> Iterator[bytes]:
        if text.frame.overprint:
            yield b"/Overprint gs"
        yield b"BT"
        size = number(text.size_pt)
        for placed in text.lines:
            origin = numbers(left_pt + placed.x_pt, top_pt - placed.y_pt)
            yield b"%s 0 0 %s %s Tm%s" % (size, size, origin, placed.line.ops)
            for key, gids in placed.line.glyphs:
                self.glyphs.setdefault(key, set()).update(gids)
        yield b"ET"


def _ink(colour: Colour) -> bytes:
    return numbers(*colour.cmyk) + b" k"


def _qr(item: PlacedQr, left_pt: float, top_pt: float) -> bytes:
    """Fill all modules as one path: separate fills would show seams on screens."""
    size = number(item.module_pt)
    origin = numbers(left_pt + item.x_pt, top_pt - item.y_pt)
    path = b" ".join(b"%d %d %d %d re" % rectangle for rectangle in item.symbol.rectangles)
    return b"%s 0 0 -%s %s cm %s f" % (size, size, origin, path)
