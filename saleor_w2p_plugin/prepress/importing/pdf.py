"""A PDF with or without a form in, the draft of a design out; runs inside the child."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pikepdf
from pikepdf import Dictionary

from saleor_w2p_plugin.prepress.artwork import opening, pages
from saleor_w2p_plugin.prepress.artwork.normalising import normalised
from saleor_w2p_plugin.prepress.artwork.refusing import named
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.artwork.uses import WHOLE, Use, place_of
from saleor_w2p_plugin.prepress.importing import (
    conditions,
    filling,
    layers,
    loose,
    sheets,
    stripping,
    widgets,
)
from saleor_w2p_plugin.prepress.importing.colours import Colours
from saleor_w2p_plugin.prepress.importing.inside import Inside
from saleor_w2p_plugin.prepress.importing.job import Draft
from saleor_w2p_plugin.prepress.importing.sheets import ImportedPage
from saleor_w2p_plugin.prepress.preflight.report import Severity

_MAX_PAGES: Final = 50
_SPOT_UNKNOWN: Final = (0.0, 0.0, 0.0, 0.5)

_Pages = Mapping[int, pikepdf.Object]
_Sheets = Mapping[int, ImportedPage]


def read(data: bytes, draft: Draft) -> None:
    """Make a draft of a PDF; raises ArtworkInvalid with all that is wrong with it."""
    if draft.job.size_mm or draft.job.bleed_mm:
        draft.review.refuse("The pages of a PDF have sizes and a bleed of their own.", WHOLE)
        draft.review.check()
    with named(WHOLE):
        source = opening.open_pdf(data)
    with source:
        with named(WHOLE):
            found = _pages(source)
            _check_active(source, draft)
            if opening.hidden_layers(source) and draft.review.may_fix(
                "drop-hidden-layers", opening.HIDDEN
            ):
                layers.drop_hidden(source, found.values())
        placed = _sheets(found, draft)
        draft.review.check()
        with named(WHOLE):
            conditions.compare(source, draft)
            # First: a page and the form may share resources, of which some are taken out.
            form = list(widgets.read(source, found))
            inside = _inside(source, found, draft)
            colours = _colours(inside, draft)
            _note_annotations(found, draft)
            filling.fill(draft, form, placed, colours)
            art = stripping.stripped(source, found, placed)
    _finish(art, placed, draft)


def _pages(source: pikepdf.Pdf) -> _Pages:
    opening.check_access(source)
    _, count = pages.find(source, ())
    if count > _MAX_PAGES:
        raise Unprintable(f"The file has {count} pages; a design has at most {_MAX_PAGES}.")
    found, _ = pages.find(source, range(1, count + 1))
    if not found:
        raise Unprintable("The file has no pages.")
    return dict(sorted(found.items()))


def _check_active(source: pikepdf.Pdf, draft: Draft) -> None:
    """Refuse what a file does or carries, unless its fix was asked for: the copy leaves it out."""
    told = {opening.activity(item) for item in source.objects}
    if opening.ELSEWHERE in told:
        raise Unprintable(opening.ELSEWHERE)
    if "/XFA" in source.Root.get("/AcroForm", Dictionary()):
        draft.review.may_fix("drop-xfa", opening.XFA)
    if opening.SCRIPTS in told:
        draft.review.may_fix("drop-scripts", opening.SCRIPTS)
    if opening.ATTACHMENTS in told:
        draft.review.may_fix("drop-attachments", opening.ATTACHMENTS)


def _sheets(found: _Pages, draft: Draft) -> dict[int, ImportedPage]:
    placed: dict[int, ImportedPage] = {}
    for number, page in found.items():
        with named(place_of(number)):
            placed[number] = sheets.read(number, page)
        _note_boxes(placed[number], draft)
    return placed


def _note_boxes(sheet: ImportedPage, draft: Draft) -> None:
    review, number = draft.review, sheet.number
    if not sheet.has_trim_box:
        message = "The page has no TrimBox that says where it is cut."
        if draft.job.press.needs_trim_box:
            review.may_fix("assume-trim-from-crop", message, place_of(number), number)
        else:
            said = f"{message} It is cut at its CropBox or MediaBox."
            review.note(Severity.WARN, "trim-box", said, number)
    elif not sheet.has_bleed_box:
        said = f"The page has no BleedBox; its bleed is taken to be {sheet.bleed_mm:g} mm."
        review.note(Severity.WARN, "bleed-box", said, number)
    if sheet.bleed_mm == 0:
        review.note(Severity.WARN, "bleed", "The page has no bleed on every side.", number)
    if sheet.beyond_mm > 0:
        said = f"What lies more than {sheet.bleed_mm:g} mm beyond the trim was left out."
        review.note(Severity.INFO, "slug", said, number)


def _inside(source: pikepdf.Pdf, found: _Pages, draft: Draft) -> Inside:
    inside = Inside(draft.job.conversion)
    for page in found.values():
        inside.search(page)
    if not all(inside.fonts.values()):
        dropped = loose.drop_unused(source, found.values())
        inside.fonts = {name: True for name in inside.fonts if name not in dropped}
        if dropped:
            said = f"Fonts that set no text were left out: {', '.join(sorted(dropped))}."
            draft.review.note(Severity.INFO, "fonts-unused", said)
    if inside.fonts:
        told = ", ".join(sorted(inside.fonts))
        draft.review.note(Severity.INFO, "fonts", f"Fonts of the artwork: {told}.")
    return inside


def _colours(inside: Inside, draft: Draft) -> Colours:
    colours = Colours()
    for name, alternate in inside.spots.items():
        if alternate is None:
            said = f"How {name} looks in process inks cannot be told; half black stands for it."
            draft.review.note(Severity.WARN, "spot-alternate", said)
        colours.add_spot(name, alternate or _SPOT_UNKNOWN)
    if inside.spots:
        told = ", ".join(inside.spots)
        draft.review.note(Severity.INFO, "spot-inks", f"Spot inks of the artwork: {told}.")
    return colours


def _note_annotations(found: _Pages, draft: Draft) -> None:
    for number, page in found.items():
        kinds = {
            str(each.get("/Subtype", "/unknown")).removeprefix("/")
            for each in page.get("/Annots", [])
        } - {"Widget", "Popup"}
        if kinds:
            said = f"Annotations were left out: {', '.join(sorted(kinds))}."
            draft.review.note(Severity.WARN, "annotations", said, number)


def _finish(art: bytes, placed: _Sheets, draft: Draft) -> None:
    """Add the artwork, once it is known that a press takes it."""
    draft.review.check()
    uses = [Use(number, sheet) for number, sheet in placed.items()]
    inks = normalised(art, uses, draft.job.conversion, draft.job.press)
    if not draft.job.press.allows_rgb and conditions.has_foreign_colours(art):
        message = "The press takes no RGB or Lab, and the file has such colours."
        if draft.review.may_fix("convert-rgb", message):
            art = stripping.boxed(inks, placed)
        draft.review.check()
    draft.add("artwork", draft.key, f"{draft.key}.pdf", art)
