"""Placed lines and codes in, the operators of a PDF content stream out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from saleor_w2p_plugin.design.document import Colour
from saleor_w2p_plugin.rendering.fonts import Font
from saleor_w2p_plugin.rendering.layout import Placed, PlacedQr, PlacedText
from saleor_w2p_plugin.rendering.pdf_syntax import number, numbers, text_string
from saleor_w2p_plugin.rendering.shaping import Cluster, Run


@dataclass(slots=True)
class FontUse:
    """Which glyphs of a font a document uses, and the text that each stands for."""

    font: Font
    resource: bytes
    texts: dict[int, str] = field(default_factory=dict)

    def stands_for(self, gid: int, text: str) -> bool:
        """Record a use; False when the glyph already stands for another text."""
        return self.texts.setdefault(gid, text) == text


@dataclass(slots=True)
class Painter:
    """Paints pages of one document; remembers which fonts and glyphs it used."""

    colours: dict[str, Colour]
    fonts: dict[str, FontUse] = field(default_factory=dict)

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
        for placed in text.lines:
            for run in placed.line.runs:
                use = self._use(run.font)
                x = left_pt + placed.x_pt + run.x * text.size_pt
                origin = numbers(x, top_pt - placed.y_pt)
                yield b"/%s %s Tf 1 0 0 1 %s Tm" % (use.resource, number(text.size_pt), origin)
                yield from _show(run, use, text.size_pt)
        yield b"ET"

    def _use(self, font: Font) -> FontUse:
        if font.key not in self.fonts:
            self.fonts[font.key] = FontUse(font, b"F%d" % len(self.fonts))
        return self.fonts[font.key]


def _ink(colour: Colour) -> bytes:
    return numbers(*colour.cmyk) + b" k"


def _qr(item: PlacedQr, left_pt: float, top_pt: float) -> bytes:
    size = number(item.module_pt)
    origin = numbers(left_pt + item.x_pt, top_pt - item.y_pt)
    return b"%s 0 0 -%s %s cm %s" % (size, size, origin, item.symbol.ops)


@dataclass(slots=True)
class _Array:
    """Collects the strings and shifts of one TJ operator (ISO 32000-1, 9.4.3)."""

    parts: list[bytes] = field(default_factory=list)
    codes: list[bytes] = field(default_factory=list)

    def glyph(self, gid: int) -> None:
        self.codes.append(b"%04X" % gid)

    def shift(self, thousandths: float) -> None:
        if abs(thousandths) >= 0.05:
            self._close()
            self.parts.append(number(-thousandths))

    def flush(self) -> Iterator[bytes]:
        self._close()
        if self.parts:
            yield b"[%s]TJ" % b"".join(self.parts)
        self.parts = []

    def _close(self) -> None:
        if self.codes:
            self.parts.append(b"<%s>" % b"".join(self.codes))
            self.codes = []


def _show(run: Run, use: FontUse, size_pt: float) -> Iterator[bytes]:
    array = _Array()
    scale = 1000 / run.font.upem
    for cluster in run.clusters:
        spelled = _needs_spelling(cluster, use)
        if spelled:
            yield from array.flush()
            yield b"/Span<</ActualText%s>>BDC" % text_string(cluster.text)
        for glyph in cluster.glyphs:
            rise = glyph.y_offset * size_pt / run.font.upem
            if rise:
                yield from array.flush()
                yield number(rise) + b" Ts"
            array.shift(glyph.x_offset * scale)
            array.glyph(glyph.gid)
            natural = run.font.hb_font.get_glyph_h_advance(glyph.gid)
            array.shift((glyph.advance - glyph.x_offset - natural) * scale)
            if rise:
                yield from array.flush()
                yield b"0 Ts"
        if spelled:
            yield from array.flush()
            yield b"EMC"
    yield from array.flush()


def _needs_spelling(cluster: Cluster, use: FontUse) -> bool:
    """Tell whether readers need ActualText (14.9.4), since a glyph's own text does not suffice."""
    first, *others = [glyph.gid for glyph in cluster.glyphs]
    same = use.stands_for(first, cluster.text)
    for gid in others:
        use.stands_for(gid, "")
    return bool(others) or not same
