"""A page of a supplied PDF in, the same page in CMYK out, down to nested forms and patterns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

import pikepdf
from pikepdf import Dictionary, Name

from saleor_w2p_plugin.prepress.artwork import (
    content,
    demands,
    drawings,
    fonts,
    functions,
    images,
    spaces,
)
from saleor_w2p_plugin.prepress.artwork.areas import Areas
from saleor_w2p_plugin.prepress.artwork.demands import Demands
from saleor_w2p_plugin.prepress.artwork.sources import Source
from saleor_w2p_plugin.prepress.artwork.targets import MASK, Target
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

_MAX_DEPTH: Final = 40
# Resources that would give device colours another meaning than the one we write.
_DEFAULTS: Final = ("/DefaultRGB", "/DefaultCMYK", "/DefaultGray")


@dataclass(slots=True)
class Converter:
    """Converts the pages of one PDF to inks; every shared object once."""

    pdf: pikepdf.Pdf
    inks: Target
    demands: Demands
    done: set[tuple[int, int]] = field(default_factory=set)
    allowance: content.Allowance = field(default_factory=content.Allowance)
    named_spaces: list[tuple[pikepdf.Object, Target]] = field(default_factory=list)
    drawings: drawings.Drawings = field(default_factory=drawings.Drawings)
    areas: Areas = field(default_factory=Areas)

    def page(self, page: pikepdf.Object) -> None:
        """Convert a page in place; raises Unprintable for what cannot be converted."""
        contents = page.get("/Contents")
        resources = page.get("/Resources", Dictionary())
        self.demands.group(page)
        self._group(page, self.inks)
        if contents is not None:
            self.allowance.spend(contents)
            written = self._rewritten(pikepdf.Page(page), resources, self.inks)
            page.Contents = self.pdf.make_stream(written)
        self._resources(resources, self.inks, 0)
        self.drawings.check(page)

    def finish(self) -> None:
        """Replace the RGB spaces that nothing refers to any more."""
        for named, target in self.named_spaces:
            for key in list(named.keys()):
                if key in _DEFAULTS:
                    del named[key]
                elif (replacement := spaces.converted(self.pdf, named[key], target)) is not None:
                    named[key] = replacement

    def _is_new(self, item: pikepdf.Object) -> bool:
        if not item.is_indirect:
            return True
        is_new = item.objgen not in self.done
        self.done.add(item.objgen)
        return is_new

    def _rewritten(
        self, stream: pikepdf.Object | pikepdf.Page, resources: pikepdf.Object, target: Target
    ) -> bytes:
        def place(inline: pikepdf.PdfInlineImage) -> Name | None:
            return self._inline(inline, resources, target)

        rewriter = content.Rewriter(resources, target, place)
        written = rewriter.rewrite(stream)
        self.drawings.note(stream, resources, rewriter.drawn)
        if target.rich_black:
            written = self.areas.filled(stream, resources, written, target.rich_black)
        return pikepdf.unparse_content_stream(written)

    def _resources(self, resources: pikepdf.Object, target: Target, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise Unprintable("The page's forms are nested too deeply.")
        if not self._is_new(resources):
            return
        for item in _values(resources, "/XObject"):
            self._xobject(item, resources, target, depth)
        for item in _values(resources, "/Pattern"):
            self._pattern(item, resources, target, depth)
        for item in _values(resources, "/Shading"):
            self._shading(item, target)
        for item in _values(resources, "/ExtGState"):
            self._graphics_state(item, resources, depth)
        for item in _values(resources, "/Font"):
            self._font(item, resources, target, depth)
        if isinstance(resources.get("/Properties"), Dictionary):
            demands.check_layers(self.pdf, resources.Properties)
        if "/ColorSpace" in resources:
            # Streams that share these resources still look RGB names up; replaced at the end.
            self.named_spaces.append((resources.ColorSpace, target))

    def _xobject(
        self, item: pikepdf.Object, resources: pikepdf.Object, target: Target, depth: int
    ) -> None:
        if Name.PS in (item.get("/Subtype"), item.get("/Subtype2")):
            raise Unprintable("The page contains PostScript.")
        if item.get("/Subtype") == Name.Form:
            self._form(item, resources, target, depth)
        elif (
            item.get("/Subtype") == Name.Image
            and isinstance(item, pikepdf.Stream)
            and self._is_new(item)
        ):
            self.demands.image(item)
            images.convert(self.pdf, item, target)
            for key in ("/SMask", "/Mask"):
                if isinstance(item.get(key), pikepdf.Stream):
                    images.check_size(item[key])

    def _form(
        self, form: pikepdf.Object, inherited: pikepdf.Object, target: Target, depth: int
    ) -> None:
        if not self._is_new(form):
            return
        resources = form.get("/Resources", inherited)
        self.demands.group(form)
        self._group(form, target)
        self.allowance.spend(form)
        form.write(self._rewritten(form, resources, target))
        self._resources(resources, target, depth + 1)

    def _pattern(
        self, item: pikepdf.Object, resources: pikepdf.Object, target: Target, depth: int
    ) -> None:
        if int(item.get("/PatternType", 0)) == 1:
            # Its cells are no areas: they make up a tint or a hatching.
            self._form(item, resources, replace(target, rich_black=None), depth)
        elif "/Shading" in item:
            self._shading(item.Shading, target)
            if isinstance(item.get("/ExtGState"), pikepdf.Dictionary):
                self._graphics_state(item.ExtGState, resources, depth)

    def _shading(self, item: pikepdf.Object, target: Target) -> None:
        if not self._is_new(item) or "/ColorSpace" not in item:
            return
        found = spaces.foreign(item.ColorSpace)
        if found is None:
            replacement = spaces.converted(self.pdf, item.ColorSpace, target)
            if replacement is not None:
                item.ColorSpace = replacement
            return
        if "/Function" not in item or int(item.get("/ShadingType", 0)) == 1:
            raise Unprintable("The page has a gradient mesh in RGB or Lab; export it in CMYK.")
        item.Function = functions.converted(self.pdf, item.Function, target, found)
        if "/Background" in item:
            item.Background = _converted(item.Background, target, found)
        item.ColorSpace = Name(target.space)

    def _graphics_state(self, item: pikepdf.Object, resources: pikepdf.Object, depth: int) -> None:
        self.demands.graphics_state(item)
        mask = item.get("/SMask")
        if not isinstance(mask, pikepdf.Dictionary) or "/G" not in mask:
            return
        group = mask.G.get("/Group", Dictionary())
        found = spaces.foreign(group.get("/CS"))
        self._form(mask.G, resources, MASK, depth)
        if found and "/BC" in mask:
            mask.BC = _converted(mask.BC, MASK, found)

    def _font(
        self, font: pikepdf.Object, resources: pikepdf.Object, target: Target, depth: int
    ) -> None:
        if not self._is_new(font):
            return
        if font.get("/Subtype") != Name.Type3:
            if not fonts.is_embedded(font):
                name = str(font.get("/BaseFont", "/without a name")).removeprefix("/")
                raise Unprintable(f"The font {name} is not embedded.")
            self.demands.font(font)
            return
        own, target = font.get("/Resources", resources), replace(target, rich_black=None)
        for glyph in font.get("/CharProcs", Dictionary()).as_dict().values():
            if self._is_new(glyph):
                self.allowance.spend(glyph)
                glyph.write(self._rewritten(glyph, own, target))
        self._resources(own, target, depth + 1)

    def _group(self, item: pikepdf.Object, target: Target) -> None:
        group = item.get("/Group")
        space = group.get("/CS") if group is not None else None
        replacement = None if space is None else spaces.converted(self.pdf, space, target)
        if group is not None and replacement is not None:
            group.CS = replacement

    def _inline(
        self, inline: pikepdf.PdfInlineImage, resources: pikepdf.Object, target: Target
    ) -> Name | None:
        """Turn an RGB inline image into a named XObject; None when it may stay inline."""
        entries = dict(inline.obj.as_dict().items())
        space = content.named_space(resources, entries.get("/ColorSpace"))
        if space is None or spaces.converted(self.pdf, space, target) is None:
            return None
        image = self.pdf.make_stream(inline.read_raw_bytes(), entries)
        image.ColorSpace = space
        image.Type, image.Subtype = Name.XObject, Name.Image
        images.convert(self.pdf, image, target)
        if "/XObject" not in resources:
            resources.XObject = Dictionary()
        name = Name(f"/W2PInline{image.objgen[0]}")
        resources.XObject[name] = image
        return name


def _converted(colour: pikepdf.Object, target: Target, source: Source) -> pikepdf.Array:
    components = source.clamped([float(value) for value in colour])
    return pikepdf.Array(target.colour(components, source))


def _values(resources: pikepdf.Object, key: str) -> list[pikepdf.Object]:
    named = resources.get(key)
    if not isinstance(named, pikepdf.Dictionary):
        return []
    return [item for item in named.as_dict().values() if isinstance(item, pikepdf.Object)]
