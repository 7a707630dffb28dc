"""The resources of pages in, the spot inks and fonts in them out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import pikepdf
from pikepdf import Dictionary, Name

from saleor_w2p_plugin.prepress.artwork import fonts
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.colour import Cmyk, Conversion
from saleor_w2p_plugin.prepress.importing import spots

_MAX_OBJECTS: Final = 50_000
_SUBSET: Final = 7  # "ABCDEF+"


@dataclass(slots=True)
class Inside:
    """What pages are made of; spot inks have no alternate where none can be told.

    `fonts` are names without the tag of a subset, and whether their programs are in the file.
    """

    conversion: Conversion
    spots: dict[str, Cmyk | None] = field(default_factory=dict)
    fonts: dict[str, bool] = field(default_factory=dict)
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def search(self, page: pikepdf.Object) -> None:
        """Add what a page uses, down to nested forms; raises Unprintable for too much of it."""
        waiting: list[pikepdf.Object | None] = [page.get("/Resources", Dictionary())]
        while waiting:
            resources = waiting.pop()
            if not isinstance(resources, Dictionary):
                continue
            self._spaces(resources)
            self._states(resources, waiting)
            for item in _values(resources, "/XObject"):
                if self._is_new(item):
                    self._drawn(item, waiting)
            for item in _values(resources, "/Pattern"):
                if self._is_new(item):
                    waiting.append(item.get("/Resources"))
                    self._space(item.get("/Shading", Dictionary()).get("/ColorSpace"))
            for item in _values(resources, "/Font"):
                if self._is_new(item):
                    self._font(item, waiting)

    def _is_new(self, item: pikepdf.Object) -> bool:
        if item.is_indirect:
            if item.objgen in self._seen:
                return False
            self._seen.add(item.objgen)
            if len(self._seen) > _MAX_OBJECTS:
                raise Unprintable(f"The pages use more than {_MAX_OBJECTS} objects.")
        return True

    def _spaces(self, resources: pikepdf.Object) -> None:
        named = resources.get("/ColorSpace")
        if isinstance(named, Dictionary):
            for _, space in named.items():
                self._space(space)
        for shading in _values(resources, "/Shading"):
            self._space(shading.get("/ColorSpace"))

    def _space(self, space: object) -> None:
        if isinstance(space, pikepdf.Array) and self._is_new(space):
            for name, alternate in spots.found(space, self.conversion):
                if self.spots.get(name) is None:
                    self.spots[name] = alternate

    def _states(self, resources: pikepdf.Object, waiting: list[pikepdf.Object | None]) -> None:
        for state in _values(resources, "/ExtGState"):
            mask = state.get("/SMask")
            group = mask.get("/G") if isinstance(mask, Dictionary) else None
            if isinstance(group, pikepdf.Stream) and self._is_new(group):
                waiting.append(group.get("/Resources"))

    def _drawn(self, item: pikepdf.Object, waiting: list[pikepdf.Object | None]) -> None:
        waiting.append(item.get("/Resources"))
        self._space(item.get("/ColorSpace"))

    def _font(self, font: pikepdf.Object, waiting: list[pikepdf.Object | None]) -> None:
        if font.get("/Subtype") == Name.Type3:
            waiting.append(font.get("/Resources"))
            return
        self.fonts[font_name(font)] = fonts.is_embedded(font)


def font_name(font: pikepdf.Object) -> str:
    """Return a font's PostScript name without the tag of a subset (ISO 32000-1, 9.6.4)."""
    name = str(font.get("/BaseFont", "/")).removeprefix("/")
    return name[_SUBSET:] if is_subset(name) else name


def is_subset(name: str) -> bool:
    """Tell whether a name says that the font holds some of its characters only."""
    return name[_SUBSET - 1 : _SUBSET] == "+" and name[: _SUBSET - 1].isupper()


def _values(resources: pikepdf.Object, key: str) -> Iterator[pikepdf.Object]:
    named = resources.get(key)
    if isinstance(named, Dictionary):
        for _, item in named.items():
            if isinstance(item, (Dictionary, pikepdf.Stream)):
                yield item
