"""The bytes of supplied artwork and the pages it is for in, CMYK pages of exact size out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, Protocol

import pikepdf

from saleor_w2p_plugin.errors import ArtworkInvalid, Code, W2PProblem
from saleor_w2p_plugin.prepress.artwork import geometry, opening
from saleor_w2p_plugin.prepress.artwork.converting import Converter
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.boxes import Rect, Sheet

_KEPT = ("/Contents", "/Group", "/Resources")
# What a damaged or malicious file does to code that expects the standard's types.
_DAMAGE: Final = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class Target(Sheet, Protocol):
    """A page of a design; `artwork_page` counts the artwork's pages from 1, None without any."""

    @property
    def artwork_page(self) -> int | None: ...


def normalise(pdf: bytes, pages: Sequence[Target]) -> bytes:
    """Return a PDF with one page for each design page that has artwork, in order.

    Each page's MediaBox is trim plus bleed; RGB colours, gradients and pictures are CMYK, pure
    black is black ink alone. Raises ArtworkInvalid with every page's problem: encrypted files,
    JavaScript, forms, hidden layers, missing pages, a trim size off by more than 0.2 mm, missing
    bleed, fonts that are not embedded, and colours that cannot be converted.
    """
    with _named("artwork"):
        source = opening.open_pdf(pdf)
    with source, pikepdf.new() as result:
        areas = _areas(source, pages)
        converter = Converter(source)
        for number in dict.fromkeys(number for number, _ in areas):
            with _named(_place(number)):
                converter.page(source.pages[number - 1])
        with _named("artwork"):
            converter.finish()
            for number, area in areas:
                result.pages.append(_page(source, result, number, area))
            saved = io.BytesIO()
            result.save(saved, static_id=True)
            return saved.getvalue()


def _areas(source: pikepdf.Pdf, pages: Sequence[Target]) -> list[tuple[int, Rect]]:
    areas: list[tuple[int, Rect]] = []
    problems: list[W2PProblem] = []
    for page in pages:
        number = page.artwork_page
        if number is None:
            continue
        try:
            with _named(_place(number)):
                areas.append((number, _area(source, number, page)))
        except ArtworkInvalid as error:
            problems += error.problems
    if problems:
        raise ArtworkInvalid(*problems)
    return areas


def _area(source: pikepdf.Pdf, number: int, sheet: Sheet) -> Rect:
    if number > len(source.pages):
        raise Unprintable(f"The file has {len(source.pages)} pages, no page {number}.")
    return geometry.printed_area(source.pages[number - 1], sheet)


def _place(number: int) -> str:
    return f"artwork.pages[{number - 1}]"


@contextmanager
def _named(place: str) -> Iterator[None]:
    """Turn what went wrong inside into ArtworkInvalid with the place's name."""
    try:
        yield
    except Unprintable as error:
        raise ArtworkInvalid(W2PProblem(Code.ARTWORK_INVALID, str(error), place)) from None
    except _DAMAGE as error:
        message = "The objects of the file are not what the PDF standard says."
        raise ArtworkInvalid(W2PProblem(Code.ARTWORK_INVALID, message, place)) from error


def _page(source: pikepdf.Pdf, result: pikepdf.Pdf, number: int, area: Rect) -> pikepdf.Page:
    """Copy content and resources only: no other boxes, annotations, actions or metadata."""
    page = source.pages[number - 1].obj
    copy = pikepdf.Dictionary(Type=pikepdf.Name.Page)
    for key in _KEPT:
        if key in page:
            copy[key] = result.copy_foreign(source.make_indirect(page[key]))
    box = (area.left, area.bottom, area.right, area.top)
    copy.MediaBox = pikepdf.Array([round(value, 4) for value in box])
    return pikepdf.Page(result.make_indirect(copy))
