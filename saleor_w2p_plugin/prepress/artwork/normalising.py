"""The bytes of supplied artwork and the pages it is for in, CMYK pages of exact size out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Protocol

import pikepdf

from saleor_w2p_plugin.errors import ArtworkInvalid, Code, W2PProblem
from saleor_w2p_plugin.prepress.artwork import geometry, opening
from saleor_w2p_plugin.prepress.artwork.converting import Converter
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.boxes import Rect, Sheet

_KEPT = ("/Contents", "/Group", "/Resources")


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
    try:
        source = opening.open_pdf(pdf)
    except Unprintable as error:
        raise ArtworkInvalid(_problem("artwork", error)) from None
    with source, pikepdf.new() as result:
        areas = _areas(source, pages)
        converter = Converter(source)
        for number in dict.fromkeys(number for number, _ in areas):
            _convert(converter, source, number)
        converter.finish()
        for number, area in areas:
            result.pages.append(_page(result, source.pages[number - 1], area))
        saved = io.BytesIO()
        result.save(saved, static_id=True)
        return saved.getvalue()


def _areas(source: pikepdf.Pdf, pages: Sequence[Target]) -> list[tuple[int, Rect]]:
    areas, problems = [], []
    for page in pages:
        number = page.artwork_page
        if number is None:
            continue
        try:
            if number > len(source.pages):
                raise Unprintable(f"The file has {len(source.pages)} pages, no page {number}.")
            areas.append((number, geometry.printed_area(source.pages[number - 1], page)))
        except Unprintable as error:
            problems.append(_problem(f"artwork.pages[{number - 1}]", error))
    if problems:
        raise ArtworkInvalid(*problems)
    return areas


def _convert(converter: Converter, source: pikepdf.Pdf, number: int) -> None:
    field = f"artwork.pages[{number - 1}]"
    try:
        converter.page(source.pages[number - 1])
    except Unprintable as error:
        raise ArtworkInvalid(_problem(field, error)) from None
    except (pikepdf.PdfError, AttributeError, TypeError, KeyError, IndexError, ValueError):
        # What a damaged or malicious file does to code that expects the standard's types.
        damaged = Unprintable("The page's objects are not what the PDF standard says.")
        raise ArtworkInvalid(_problem(field, damaged)) from None


def _page(result: pikepdf.Pdf, page: pikepdf.Page, area: Rect) -> pikepdf.Page:
    """Copy content and resources only: no other boxes, annotations, actions or metadata."""
    kept = {key: result.copy_foreign(page.obj[key]) for key in _KEPT if key in page.obj}
    box = [round(value, 4) for value in (area.left, area.bottom, area.right, area.top)]
    return pikepdf.Page(
        result.make_indirect(
            pikepdf.Dictionary({"/Type": pikepdf.Name.Page, "/MediaBox": box, **kept})
        )
    )


def _problem(field: str, error: Unprintable) -> W2PProblem:
    return W2PProblem(Code.ARTWORK_INVALID, str(error), field)
