"""A design and its assets in, everything that does not change from card to card out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

from PIL import Image

from saleor_w2p_plugin.design import merge
from saleor_w2p_plugin.design.asset import AssetRef
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.errors import Code, DesignInvalid, W2PProblem
from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.prepress.boxes import PageBoxes
from saleor_w2p_plugin.prepress.colour import Conversion
from saleor_w2p_plugin.rendering import art, layout, pictures, planning, shelf, static
from saleor_w2p_plugin.rendering.assets import Assets
from saleor_w2p_plugin.rendering.inks import Inks
from saleor_w2p_plugin.rendering.kept import Kept
from saleor_w2p_plugin.rendering.layout.plans import Plan
from saleor_w2p_plugin.rendering.text import Font, FontInvalid, Typesetter, parse
from saleor_w2p_plugin.rendering.write.numbering import Numbering
from saleor_w2p_plugin.rendering.write.painting import Origin

# At three bytes a pixel: both sides of a card at 300 dpi and more, or a letter at 100.
_KEPT_PIXELS: Final = 4_000_000
# A photograph of 12 million pixels takes 5 to 10 MB.
_KEPT_BYTES: Final = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Compiled:
    """A design made ready to print; safe to keep, and to use from several threads at once.

    For previews it keeps pictures of its backgrounds by page and resolution, and pictures of
    answers, ready for the press, by their checksum.
    """

    document: Document
    fonts: Mapping[str, Font] = field(repr=False)
    inks: Inks = field(repr=False)
    boxes: tuple[PageBoxes, ...]
    origins: tuple[Origin, ...] = field(repr=False)
    plans: tuple[tuple[Plan, ...], ...] = field(repr=False)
    static: static.Static = field(repr=False)
    numbering: Numbering = field(repr=False)
    typesetter: Typesetter = field(repr=False)
    terms: pictures.Terms = field(repr=False)
    spots: Mapping[str, bytes] = field(repr=False)
    backgrounds: Kept[tuple[int, int], Image.Image] = field(
        default_factory=lambda: Kept(_KEPT_PIXELS, lambda image: image.width * image.height),
        repr=False,
    )
    pictures: Kept[str, pictures.Prepared] = field(
        default_factory=lambda: Kept(_KEPT_BYTES, lambda picture: len(picture.data)), repr=False
    )

    def place(
        self, answers: Mapping[str, str], known: layout.Pictures | None = None
    ) -> tuple[list[list[layout.Placed]], list[W2PProblem]]:
        """Return the placed items of each page and every problem on the way.

        `known` are the pictures that answers name.
        """
        values = merge.printed(self.document, answers)
        known = known or shelf.Shelf(None, self.terms)
        try:
            return layout.place(self.plans, answers, values, self.typesetter, known)
        except FontInvalid as error:
            raise damaged(error) from None


def compile(document: Document, assets: Assets) -> Compiled:
    """Parse fonts, turn artwork into CMYK forms and lay out what is static, once for all cards.

    Colours and pictures become the inks of the document's press policy. Raises DesignInvalid for
    missing or wrong assets, an ICC profile of no press, fonts that cannot be embedded, pictures
    that cannot be printed and static frames whose content does not fit (with JSON paths),
    ArtworkInvalid for artwork that cannot be printed as it is.
    """
    files, problems = _files(document, assets)
    if problems:
        raise DesignInvalid(*problems)
    profile = document.press.profile
    conversion = colour.of(document.press, files[profile.sha256] if profile else None)
    terms = pictures.Terms(conversion, document.allows_rgb, not document.press.is_opaque)
    # Artwork is read by a child process, which takes its time to start: fonts are parsed meanwhile.
    with ThreadPoolExecutor(max_workers=1) as beside:
        drawn = beside.submit(_art, document, files, conversion)
        fonts = dict(_fonts(document, files, problems))
        ready = dict(_pictures(document, files, terms, problems))
        if problems:
            raise DesignInvalid(*problems)
        found = drawn.result()
    boxes = tuple(PageBoxes.of(page) for page in document.pages)
    origins = tuple(Origin(box.trim.left, box.trim.top) for box in boxes)
    inks = Inks.of(document.colours, conversion, document.press.finishing)
    typesetter = Typesetter()
    material = planning.Material(document, fonts, ready, found, inks, typesetter)
    try:
        planned = planning.plan(material, boxes, origins)
    except FontInvalid as error:
        raise damaged(error) from None
    start = static.build(document, planned.objects, boxes, planned.backgrounds, conversion)
    numbering = Numbering(len(start.prefix.offsets) + 1, len(document.pages))
    spots, plans = {**inks.spots, **found.spots}, planned.plans
    return Compiled(
        document, fonts, inks, boxes, origins, plans, start, numbering, typesetter, terms, spots
    )


def damaged(error: FontInvalid) -> DesignInvalid:
    """Build the refusal for a font that turns out to be damaged only when it is used."""
    return DesignInvalid(W2PProblem(Code.DESIGN_INVALID, str(error), "fonts"))


def _art(document: Document, files: Mapping[str, bytes], conversion: Conversion) -> art.Art:
    parts = art.Parts(
        {ref.asset: files[ref.sha256] for ref in document.files},
        {key: files[ref.sha256] for key, ref in document.fonts.items()},
    )
    artwork = {key: files[ref.sha256] for key, ref in document.artwork.items()}
    return art.build(document, artwork, parts, conversion)


def _files(document: Document, assets: Assets) -> tuple[dict[str, bytes], list[W2PProblem]]:
    """Return the files by their checksums, and what is missing by JSON path."""
    files: dict[str, bytes] = {}
    problems: list[W2PProblem] = []
    for path, ref in _paths(document):
        if ref.sha256 in files:
            continue
        try:
            files[ref.sha256] = _read(assets, ref.sha256)
        except LookupError as error:
            problems.append(_problem(f"{path}.asset", error))
    return files, problems


def _paths(document: Document) -> Iterator[tuple[str, AssetRef]]:
    for group in ("fonts", "images", "artwork"):
        for key, ref in getattr(document, group).items():
            yield f"{group}.{key}", ref
    for index, ref in enumerate(document.files):
        yield f"files[{index}]", ref
    if document.press.profile:
        yield "press.profile", document.press.profile


def _fonts(
    document: Document, files: Mapping[str, bytes], problems: list[W2PProblem]
) -> Iterator[tuple[str, Font]]:
    for index, (key, ref) in enumerate(document.fonts.items()):
        try:
            yield key, parse(key, files[ref.sha256], b"F%d" % index)
        except FontInvalid as error:
            problems.append(_problem(f"fonts.{key}.asset", error))


def _pictures(
    document: Document,
    files: Mapping[str, bytes],
    terms: pictures.Terms,
    problems: list[W2PProblem],
) -> Iterator[tuple[str, pictures.Prepared]]:
    for key, ref in document.images.items():
        try:
            yield key, pictures.prepare(files[ref.sha256], terms)
        except pictures.PictureInvalid as error:
            problems.append(_problem(f"images.{key}.asset", error))


def _read(assets: Assets, sha256: str) -> bytes:
    data = assets.read(sha256)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise LookupError("The asset has other contents than its checksum says.")
    return data


def _problem(path: str, error: Exception) -> W2PProblem:
    # A plain KeyError of a mapping says only the checksum.
    message = f"There is no asset {error}." if isinstance(error, KeyError) else str(error)
    return W2PProblem(Code.DESIGN_INVALID, message, path)
