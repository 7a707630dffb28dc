"""The fonts that fields ask for and those that there are in, the fonts of a design out.

In this order: a font that was handed over, by its name; a whole font that the file carries and that
may be used for editing; a font that was handed over and looks like one of the fourteen that every
reader has (ISO 32000-1, 9.6.2.2). The machine's own fonts are never read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import pikepdf
from pikepdf import Dictionary, Name

from saleor_w2p_plugin.prepress.artwork import fonts, reading
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.importing import faces, inside, naming
from saleor_w2p_plugin.prepress.importing.faces import Face, plain
from saleor_w2p_plugin.prepress.importing.review import Review
from saleor_w2p_plugin.prepress.preflight.report import Severity

_SHORT: Final = {
    "Helv": "Helvetica", "HeBo": "Helvetica-Bold", "HeOb": "Helvetica-Oblique",
    "HeBO": "Helvetica-BoldOblique", "TiRo": "Times-Roman", "TiBo": "Times-Bold",
    "TiIt": "Times-Italic", "TiBI": "Times-BoldItalic", "Cour": "Courier", "CoBo": "Courier-Bold",
    "CoOb": "Courier-Oblique", "CoBO": "Courier-BoldOblique", "Symb": "Symbol",
    "ZaDb": "ZapfDingbats",
}  # fmt: skip
# By the beginnings of names: families of the same widths first, then of a similar look.
_STAND_INS: Final[Mapping[tuple[str, ...], tuple[str, ...]]] = {
    ("helvetica", "arial"): (
        "Liberation Sans", "Arimo", "Nimbus Sans", "TeX Gyre Heros", "Noto Sans", "DejaVu Sans",
    ),
    ("times",): (
        "Liberation Serif", "Tinos", "Nimbus Roman", "TeX Gyre Termes", "Noto Serif",
        "DejaVu Serif",
    ),
    ("courier",): (
        "Liberation Mono", "Cousine", "Nimbus Mono PS", "TeX Gyre Cursor", "Noto Sans Mono",
        "DejaVu Sans Mono",
    ),
    ("symbol",): ("Standard Symbols PS", "Noto Sans Symbols", "DejaVu Sans"),
    ("zapfdingbats",): ("D050000L", "Noto Sans Symbols 2", "DejaVu Sans"),
}  # fmt: skip
_DEFAULT: Final = "Helv"


@dataclass(slots=True)
class Typefaces:
    """Chooses the fonts of fields; `used` are those that were chosen, by key."""

    handed: Sequence[Face]
    review: Review
    used: dict[str, Face] = field(default_factory=dict)
    _known: dict[tuple[str, tuple[int, int]], Face | str] = field(default_factory=dict)

    def choose(
        self, name: str | None, fonts: Mapping[str, pikepdf.Object], place: str
    ) -> str | None:
        """Return the key of the font that a field names; None after a refusal."""
        resource = name or _DEFAULT
        program = fonts.get(resource)
        told = "" if program is None else inside.font_name(program)
        wanted = told or _SHORT.get(resource, resource)
        at = (0, 0) if program is None else program.objgen
        if (wanted, at) not in self._known:
            self._known[wanted, at] = self._found(wanted, program)
        return self._kept(self._known[wanted, at], place)

    def named(self, name: str, place: str) -> str | None:
        """Return the key of a font that was handed over; None after a refusal."""
        found = self._handed(name)
        missing = f"The font {name[:80]} was not handed over."
        return self._kept(found or missing, place)

    def _kept(self, found: Face | str, place: str) -> str | None:
        if isinstance(found, str):
            self.review.refuse(found, place)
            return None
        for key, face in self.used.items():
            if face is found:
                return key
        key = naming.unique(naming.key(found.postscript, "font"), self.used)
        self.used[key] = found
        return key

    def _found(self, wanted: str, program: pikepdf.Object | None) -> Face | str:
        handed = self._handed(wanted)
        if handed:
            return handed
        embedded, reason = (None, "it is not in the file")
        if program is not None:
            embedded, reason = _embedded(program, wanted)
        return embedded or self._stand_in(wanted, reason)

    def _handed(self, name: str) -> Face | None:
        return next((face for face in self.handed if plain(name) in face.names), None)

    def _stand_in(self, wanted: str, reason: str) -> Face | str:
        families = next(
            (names for starts, names in _STAND_INS.items() if plain(wanted).startswith(starts)),
            (),
        )
        style = faces.style_of(wanted)
        for family in families:
            for face in self.handed:
                if plain(face.family) == plain(family) and style == (face.is_bold, face.is_italic):
                    said = f"{face.postscript} stands in for {wanted}; {reason}."
                    self.review.note(Severity.WARN, "font-replaced", said)
                    return face
        others = f", or one of {', '.join(families)} in the same style" if families else ""
        return f"The field is set in {wanted}: {reason}. Hand over the font's file{others}."


def _embedded(font: pikepdf.Object, name: str) -> tuple[Face | None, str]:
    """Return the font that a file carries, or why it cannot be used."""
    descriptor = fonts.descriptor(font)
    stream = descriptor.get("/FontFile2")
    if stream is None and descriptor.get("/FontFile3", Dictionary()).get("/Subtype") == (
        Name.OpenType
    ):
        stream = descriptor.get("/FontFile3")
    if not isinstance(stream, pikepdf.Stream):
        return None, "no whole font of this name is in the file"
    if inside.is_subset(str(font.get("/BaseFont", "/")).removeprefix("/")):
        return None, "the font in the file holds some characters only"
    try:
        data = reading.read(stream, faces.MAX_BYTES)
        reason = faces.licence_problem(data)
        return (
            (None, f"the font is in the file, but {reason}")
            if reason
            else (faces.read(data, name), "")
        )
    except (Unprintable, ValueError):
        return None, "the font in the file cannot be read"
