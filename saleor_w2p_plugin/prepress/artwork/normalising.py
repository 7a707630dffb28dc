"""The bytes of supplied artwork and what its pages are for in, CMYK pages of exact size out."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.design.press import DEFAULT, Press
from saleor_w2p_plugin.errors import ArtworkInvalid, W2PProblem
from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.prepress.artwork import demands, geometry, opening, pages, sizes, targets
from saleor_w2p_plugin.prepress.artwork.converting import Converter
from saleor_w2p_plugin.prepress.artwork.demands import Demands
from saleor_w2p_plugin.prepress.artwork.geometry import View
from saleor_w2p_plugin.prepress.artwork.refusing import named
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.artwork.uses import WHOLE, Use, place_of
from saleor_w2p_plugin.prepress.colour import Conversion

_KEPT = ("/Contents", "/Group", "/Resources")


def normalised(
    pdf: bytes,
    uses: Sequence[Use],
    conversion: Conversion | None = None,
    press: Press = DEFAULT,
) -> bytes:
    """Do what `artwork.normalise` says, in this process and without its limits."""
    with named(WHOLE):
        source = opening.open_pdf(pdf)
    with source, pikepdf.new() as result:
        with named(WHOLE):
            found, count = pages.find(source, {use.page for use in uses})
            opening.check(source)
        views = _views(found, count, uses)
        is_device_only = press.standard == "PDF/X-1a:2003"
        inks = targets.inks(conversion or colour.of(), is_device_only=is_device_only)
        converter = Converter(source, inks, Demands(press.standard, press.is_opaque))
        for number, page in found.items():
            with named(place_of(number)):
                converter.page(page)
        with named(WHOLE):
            converter.finish()
            for use, view in zip(uses, views, strict=True):
                copy = _copy(source, result, found[use.page])
                result.pages.append(_upright(result, copy, view))
            _check_that_nothing_is_elsewhere(result)
            demands.strip(result)
            sizes.check(result)
            saved = io.BytesIO()
            result.save(saved, static_id=True)
            return saved.getvalue()


def _views(found: Mapping[int, pikepdf.Object], count: int, uses: Sequence[Use]) -> list[View]:
    views: list[View] = []
    problems: list[W2PProblem] = []
    for use in uses:
        try:
            with named(place_of(use.page)):
                if use.page not in found:
                    raise Unprintable(f"The file has {count} pages, no page {use.page}.")
                views.append(geometry.view(found[use.page], use.sheet))
        except ArtworkInvalid as error:
            problems += error.problems
    if problems:
        raise ArtworkInvalid(*problems)
    return views


def _copy(source: pikepdf.Pdf, result: pikepdf.Pdf, page: pikepdf.Object) -> pikepdf.Dictionary:
    """Copy content and resources only: no boxes, annotations, actions or metadata."""
    copy = Dictionary(Type=Name.Page)
    for key in _KEPT:
        if key in page:
            copy[key] = result.copy_foreign(source.make_indirect(page[key]))
    return copy


def _check_that_nothing_is_elsewhere(pdf: pikepdf.Pdf) -> None:
    """Refuse what a press would fetch: streams in other files, as fonts and profiles may be too,
    and stand-ins for finer pictures (ISO 32000-1, 7.3.8.2 and 14.11.7)."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and ("/F" in item or "/OPI" in item):
            raise Unprintable(opening.ELSEWHERE)


def _upright(result: pikepdf.Pdf, page: pikepdf.Dictionary, view: View) -> pikepdf.Page:
    """Give a page its box; one that is turned or scaled becomes a form on an upright page.

    A matrix in the page's own content would leave its patterns where they were: they hang on the
    coordinates of the stream they are painted from (ISO 32000-1, 8.7.3.1).
    """
    box = Array([round(side, 4) for side in view.area.sides])
    if view.is_plain:
        page.MediaBox = box
        return pikepdf.Page(result.make_indirect(page))
    content = page.Contents.read_bytes() if "/Contents" in page else b""
    form = result.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box)
    form.Matrix = Array([round(value, 6) for value in view.matrix])
    for key in ("/Group", "/Resources"):
        if key in page:
            form[key] = page[key]
    upright = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, *(round(side, 4) for side in view.size)]),
        Contents=result.make_stream(b"/Art Do"),
        Resources=Dictionary(XObject=Dictionary(Art=form)),
    )
    return pikepdf.Page(result.make_indirect(upright))
