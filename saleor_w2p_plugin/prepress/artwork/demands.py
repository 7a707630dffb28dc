"""What a press policy and its standard ask of artwork beyond inks: stripped, or refused with the
reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pikepdf
from pikepdf import Dictionary, Name

from saleor_w2p_plugin.design.press import Standard
from saleor_w2p_plugin.prepress.artwork import reading
from saleor_w2p_plugin.prepress.artwork.opening import HIDDEN
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

# How a press screens and mixes black is its own affair (ISO 15930-4 and -7).
_OF_THE_PRESS: Final = ("/BG", "/BG2", "/HT", "/HTP", "/UCR", "/UCR2")
_TRANSFERS: Final = ("/TR", "/TR2")
_PLAIN_TRANSFERS: Final = (Name.Identity, Name.Default)
_PLAIN_BLENDS: Final = (Name.Normal, Name.Compatible)
# What programs leave in streams for themselves, or for a document that does not come along.
_LEFTOVERS: Final = (
    *("/LastModified", "/Metadata", "/OC", "/PS", "/PieceInfo", "/StructParent", "/StructParents"),
)
# Ruled out by ISO 15930-4.
_LATE_FILTERS: Final = {"/JPXDecode": "JPEG 2000", "/JBIG2Decode": "JBIG2"}
_HIDING: Final = (Name.AllOff, Name.AnyOff)


@dataclass(frozen=True, slots=True)
class Demands:
    """What artwork has to keep to: a standard, and whether nothing may be transparent."""

    standard: Standard
    is_opaque: bool

    def group(self, item: pikepdf.Object) -> None:
        """Drop the group of a page or form where nothing in it may be transparent.

        What is opaque looks the same in a group and out of it (ISO 32000-1, 11.4); many programs
        put each page, and each gradient, into one.
        """
        if self.is_opaque and "/Group" in item:
            del item["/Group"]

    def graphics_state(self, state: pikepdf.Object) -> None:
        """Strip screening, and refuse transfer functions and transparency (8.4.5)."""
        for key in _TRANSFERS:
            if key in state and state[key] not in _PLAIN_TRANSFERS:
                raise Unprintable("The page has a transfer function; export it without.")
        for key in (*_TRANSFERS, *_OF_THE_PRESS):
            if key in state:
                del state[key]
        if not self.is_opaque:
            return
        if any(key in state and float(state[key]) < 1 for key in ("/ca", "/CA")):
            self._refuse("opacity below 100 %")
        blend = state.get("/BM", Name.Normal)
        names = blend.as_list() if isinstance(blend, pikepdf.Array) else [blend]
        if any(name not in _PLAIN_BLENDS for name in names):
            self._refuse("a blend mode")
        if isinstance(state.get("/SMask"), Dictionary):
            self._refuse("a soft mask")

    def image(self, image: pikepdf.Object) -> None:
        """Refuse pictures with alpha, and in codes that the standard does not know."""
        if self.is_opaque and ("/SMask" in image or int(image.get("/SMaskInData", 0))):
            self._refuse("a picture with alpha")
        if self.standard == "PDF/X-4":
            return
        for name in reading.filters(image):
            if name in _LATE_FILTERS:
                raise Unprintable(
                    f"A picture is in {_LATE_FILTERS[name]}, not for {self.standard}."
                )
        if int(image.get("/BitsPerComponent", 8)) == 16:
            raise Unprintable(f"A picture has 16 bits per channel, not for {self.standard}.")

    def font(self, font: pikepdf.Object) -> None:
        """Refuse programs of fonts that readers of the standard's PDF version do not know."""
        if self.standard == "PDF/X-4":
            return
        for each in [font, *font.get("/DescendantFonts", pikepdf.Array())]:
            program = each.get("/FontDescriptor", Dictionary()).get("/FontFile3", Dictionary())
            if program.get("/Subtype") == Name.OpenType:
                raise Unprintable(f"A font is embedded as OpenType, not for {self.standard}.")

    def _refuse(self, what: str) -> None:
        raise Unprintable(f"The page has {what}; the press takes nothing transparent: flatten it.")


def check_layers(pdf: pikepdf.Pdf, properties: pikepdf.Object) -> None:
    """Refuse layers that show when others are hidden, and drop the rest: all of it prints.

    `properties` are a resource dictionary's property lists (ISO 32000-1, 8.11.2). Without a list of
    layers in the catalog, nothing is hidden.
    """
    has_layers = "/OCProperties" in pdf.Root
    for name, item in list(properties.items()):
        if not isinstance(item, Dictionary) or item.get("/Type") not in (Name.OCG, Name.OCMD):
            continue
        if has_layers and ("/VE" in item or item.get("/P") in _HIDING):
            raise Unprintable(HIDDEN)
        del properties[name]


def strip(pdf: pikepdf.Pdf) -> None:
    """Drop from all streams what has no meaning on our pages."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            for key in _LEFTOVERS:
                if key in item:
                    del item[key]
