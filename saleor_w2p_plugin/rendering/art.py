"""The artwork of a design in, its pages as Form XObjects out."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, cast

import pikepdf

from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.frame import AnyFrame, ArtFrame, GroupFrame
from saleor_w2p_plugin.errors import ArtworkInvalid, W2PProblem
from saleor_w2p_plugin.prepress import artwork, separations
from saleor_w2p_plugin.prepress.colour import Conversion
from saleor_w2p_plugin.rendering import flowing

_KINDS: Final[Mapping[str, flowing.Kind]] = {".svg": "svg", ".html": "html"}
_FURNITURE: Final = (pikepdf.Name.Catalog, pikepdf.Name.Pages)


@dataclass(frozen=True, slots=True)
class Parts:
    """What HTML artwork may refer to: files by their path in the design, fonts by their key."""

    files: Mapping[str, bytes]
    fonts: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of an artwork is used: behind a page of this size, or in a frame of that."""

    artwork: str
    page: int
    is_background: bool
    width_mm: float
    height_mm: float
    bleed_mm: float
    slug_mm: float = 0.0
    safe_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Form:
    """A Form XObject whose lower left corner is at 0, 0; width and height in points."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Art:
    """The artwork's objects by number from 1, its forms by where they are used, and the colour
    spaces of its spot inks by their names."""

    objects: Mapping[int, bytes]
    forms: Mapping[Place, Form]
    spots: Mapping[str, bytes]


def build(
    document: Document, files: Mapping[str, bytes], parts: Parts, conversion: Conversion
) -> Art:
    """Turn every page of artwork that a design uses into a form, in the inks of its press.

    `files` are the artworks by key, `parts` what HTML may refer to. Raises ArtworkInvalid with
    JSON paths for artwork that cannot be printed as it is.
    """
    pages: list[tuple[Sequence[Place], bytes]] = []
    problems: list[W2PProblem] = []
    for key, uses in _uses(document).items():
        kind = _kind(document, key)
        try:
            for places, pdf in _pdfs(kind, files[key], uses, parts):
                whole = [artwork.Use(p.page, p if _is_sheet(p, kind) else None) for p in places]
                printable = artwork.normalise(pdf, whole, conversion, document.press)
                pages.append((places, printable))
        except ArtworkInvalid as error:
            problems += [_at(problem, key) for problem in error.problems]
    if problems:
        raise ArtworkInvalid(*problems)
    return _forms(pages) if pages else Art({}, {}, {})


def background(document: Document, index: int) -> Place | None:
    """Return the place behind a page of the design, None where it has no artwork."""
    page = document.pages[index]
    if page.artwork is None:
        return None
    size = (page.width_mm, page.height_mm, page.bleed_mm)
    return Place(page.artwork.name, page.artwork.page, True, *size)


def framed(document: Document, frame: ArtFrame) -> Place:
    """Return the place inside a frame; only what flows depends on the frame's size."""
    flows = _kind(document, frame.artwork) is not None
    size = (frame.width_mm, frame.height_mm) if flows else (0.0, 0.0)
    return Place(frame.artwork, frame.page, False, *size, 0.0)


def _kind(document: Document, key: str) -> flowing.Kind | None:
    """Return what has to be made a PDF first, None for a PDF."""
    return _KINDS.get(PurePosixPath(document.artwork[key].asset).suffix)


def _uses(document: Document) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for index, page in enumerate(document.pages):
        behind = background(document, index)
        for place in [*([behind] if behind else []), *_inside(document, page.frames)]:
            places = found.setdefault(place.artwork, [])
            if place not in places:
                places.append(place)
    return found


def _inside(document: Document, frames: Sequence[AnyFrame]) -> Iterator[Place]:
    for frame in frames:
        if isinstance(frame, ArtFrame):
            yield framed(document, frame)
        elif isinstance(frame, GroupFrame):
            yield from _inside(document, frame.frames)


def _is_sheet(place: Place, kind: flowing.Kind | None) -> bool:
    return place.is_background or kind is not None


def _pdfs(
    kind: flowing.Kind | None, data: bytes, places: Sequence[Place], parts: Parts
) -> Iterator[tuple[Sequence[Place], bytes]]:
    """Yield PDF as it is; what flows is set once for every size it is used in."""
    if kind is None:
        yield places, data
        return
    sizes = dict.fromkeys((p.width_mm, p.height_mm, p.bleed_mm) for p in places)
    for size in sizes:
        fitting = [p for p in places if (p.width_mm, p.height_mm, p.bleed_mm) == size]
        yield fitting, flowing.to_pdf(kind, data, parts.files, *size, parts.fonts)


def _at(problem: W2PProblem, key: str) -> W2PProblem:
    """Name the artwork by its key, where the problem says only `artwork`."""
    rest = (problem.field or "artwork").removeprefix("artwork")
    return dataclasses.replace(problem, field=f"artwork.{key}{rest}")


def _forms(pages: Sequence[tuple[Sequence[Place], bytes]]) -> Art:
    """Put all pages into one numbering of objects."""
    places: list[Place] = []
    with pikepdf.new() as target:
        forms = []
        for used, data in pages:
            with pikepdf.open(io.BytesIO(data)) as source:
                forms += [_form(target, page) for page in source.pages]
            places += used
        target.Root.Forms = pikepdf.Array(forms)
        saved = io.BytesIO()
        target.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    with pikepdf.open(saved) as pdf:
        objects = {item.objgen[0]: _serialised(item) for item in pdf.objects}
        found = [_measured(cast(pikepdf.Stream, form)) for form in pdf.Root.Forms]
        spots = {ink: space.unparse() for ink, space in separations.spots(pdf, pdf.objects).items()}
    return Art(objects, dict(zip(places, found, strict=True)), spots)


def _form(target: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
    form = target.copy_foreign(page.as_form_xobject())
    left, bottom = float(form.BBox[0]), float(form.BBox[1])
    form.Matrix = pikepdf.Array([1, 0, 0, 1, -left, -bottom])
    return target.make_indirect(form)


def _measured(form: pikepdf.Stream) -> Form:
    left, bottom, right, top = (float(value) for value in form.BBox.as_list())
    return Form(form.objgen[0], right - left, top - bottom)


def _serialised(item: pikepdf.Object) -> bytes:
    if isinstance(item, pikepdf.Dictionary) and item.get("/Type") in _FURNITURE:
        return b"null"  # the file has a catalog and a page tree of its own
    if not isinstance(item, pikepdf.Stream):
        return item.unparse(resolved=True)
    entries, data = item.stream_dict.unparse(resolved=True), item.read_raw_bytes()
    return b"%s\nstream\n%s\nendstream" % (entries, data)
