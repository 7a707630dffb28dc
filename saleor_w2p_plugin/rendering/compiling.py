"""A design and its assets in, everything that does not change from card to card out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from saleor_w2p_plugin.design import merge
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.errors import Code, DesignInvalid, W2PProblem
from saleor_w2p_plugin.prepress import artwork
from saleor_w2p_plugin.prepress.boxes import PageBoxes
from saleor_w2p_plugin.rendering import layout, shaping, static
from saleor_w2p_plugin.rendering.assets import Assets
from saleor_w2p_plugin.rendering.fonts import Font, FontInvalid, parse
from saleor_w2p_plugin.rendering.shaping import Line

# A shaped line takes about 300 bytes for each of its characters, and stays as long as its design.
_CACHED_LINES: Final = 256
_CACHED_LENGTH: Final = 200


@dataclass(frozen=True, slots=True)
class Compiled:
    """A design made ready to print; safe to keep, and to use from several threads at once."""

    document: Document
    fonts: Mapping[str, Font] = field(repr=False)
    boxes: tuple[PageBoxes, ...]
    static: static.Static = field(repr=False)
    shape: Callable[[str, tuple[str, ...]], Line] = field(repr=False)

    def place(
        self, answers: Mapping[str, str]
    ) -> tuple[list[list[layout.Placed]], list[W2PProblem]]:
        """Return the placed items of each page and every problem on the way."""
        ascents = {key: (f.ascent / f.upem, f.descent / f.upem) for key, f in self.fonts.items()}
        pages, problems = [], []
        for page in self.document.pages:
            contents = merge.contents(page, answers)
            placed, found = layout.place(page, contents, self.shape, ascents)
            pages.append(placed)
            problems += found
        return pages, problems


def compile(document: Document, assets: Assets) -> Compiled:
    """Parse the fonts and turn the artwork into CMYK forms, once for all cards of a design.

    Raises DesignInvalid for missing or wrong assets and fonts that cannot be embedded (with JSON
    paths), ArtworkInvalid for artwork that cannot be printed as it is.
    """
    fonts, problems = _fonts(document, assets)
    art: bytes | None = None
    if document.artwork:
        try:
            art = _read(assets, document.artwork.sha256)
        except LookupError as error:
            problems.append(_problem("artwork.asset", error))
    if problems:
        raise DesignInvalid(*problems)
    pages = document.pages
    uses = [artwork.Use(p.artwork_page, p) for p in pages if p.artwork_page is not None]
    normalised = artwork.normalise(art, uses) if art is not None else None
    boxes = tuple(PageBoxes.of(page) for page in pages)

    return Compiled(document, fonts, boxes, static.build(document, normalised), _shaper(fonts))


def _shaper(fonts: Mapping[str, Font]) -> Callable[[str, tuple[str, ...]], Line]:
    """Return what shapes a line in a chain of fonts, and remembers the short ones."""

    def shape(text: str, chain: tuple[str, ...]) -> Line:
        return shaping.shape(text, [fonts[key] for key in chain])

    remembered = lru_cache(maxsize=_CACHED_LINES)(shape)
    return lambda text, chain: (shape if len(text) > _CACHED_LENGTH else remembered)(text, chain)


def _fonts(document: Document, assets: Assets) -> tuple[dict[str, Font], list[W2PProblem]]:
    fonts: dict[str, Font] = {}
    problems: list[W2PProblem] = []
    for key, ref in document.fonts.items():
        try:
            fonts[key] = parse(key, _read(assets, ref.sha256))
        except (LookupError, FontInvalid) as error:
            problems.append(_problem(f"fonts.{key}.asset", error))
    return fonts, problems


def _read(assets: Assets, sha256: str) -> bytes:
    data = assets.read(sha256)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise LookupError("The asset has other contents than its checksum says.")
    return data


def _problem(path: str, error: Exception) -> W2PProblem:
    # A plain KeyError of a mapping says only the checksum.
    message = f"There is no asset {error}." if isinstance(error, KeyError) else str(error)
    return W2PProblem(Code.DESIGN_INVALID, message, path)
