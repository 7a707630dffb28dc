"""The widgets of a form and the pages they stand on in, fields and frames of the draft out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from saleor_w2p_plugin.prepress.importing import faces, fields, form, marks, naming
from saleor_w2p_plugin.prepress.importing.colours import Colours
from saleor_w2p_plugin.prepress.importing.faces import Face
from saleor_w2p_plugin.prepress.importing.frames import Framing
from saleor_w2p_plugin.prepress.importing.job import Draft
from saleor_w2p_plugin.prepress.importing.sheets import ImportedPage
from saleor_w2p_plugin.prepress.importing.typefaces import Typefaces
from saleor_w2p_plugin.prepress.importing.widgets import Widget
from saleor_w2p_plugin.prepress.preflight.report import Severity


def fill(
    draft: Draft, found: Sequence[Widget], pages: Mapping[int, ImportedPage], colours: Colours
) -> None:
    """Add pages, fields, frames, fonts and colours; refusals are kept in the review."""
    drawn = marks.Marks()
    typefaces = Typefaces(handed_over(draft), draft.review)
    framing = Framing(draft.review, colours, typefaces, drawn, draft.job)
    frames: dict[int, list[dict[str, Any]]] = {number: [] for number in pages}
    names: set[str] = set()
    for each in form.gather(found, draft.review):
        name = naming.unique(naming.field_name(each.name), names, "_")
        names.add(name)
        draft.document["fields"].append(fields.build(each, name, draft.review))
        for widget, refined in each.places:
            frame = framing.frame(each, widget, refined, pages[widget.page], name)
            if frame is not None:
                taken = {known["name"] for known in frames[widget.page]}
                frames[widget.page].append({"name": naming.unique(name, taken)} | frame)
    _add_pages(draft, pages, frames)
    for key, face in typefaces.used.items():
        draft.add("fonts", key, face.file_name, face.data)
    draft.document["colours"] = colours.raw
    if drawn:
        draft.add("artwork", marks.KEY, f"{marks.KEY}.pdf", drawn.pdf(colours.raw))


def handed_over(draft: Draft) -> list[Face]:
    """Read the fonts that were handed over; what is no font is reported."""
    found = []
    for data in draft.job.fonts:
        try:
            found.append(faces.read(data))
        except ValueError as error:
            draft.review.note(Severity.WARN, "font-unreadable", f"A file handed over: {error}")
    return found


def page_names(count: int) -> list[str]:
    """Return the names of a design's pages."""
    if count > 2:
        return [f"page-{number}" for number in range(1, count + 1)]
    return ["front", "back"][:count]


def _add_pages(
    draft: Draft,
    pages: Mapping[int, ImportedPage],
    frames: Mapping[int, list[dict[str, Any]]],
) -> None:
    for name, (number, page) in zip(page_names(len(pages)), pages.items(), strict=True):
        behind = {"artwork": {"name": draft.key, "page": number}}
        draft.document["pages"].append(page.to_json(name) | behind | {"frames": frames[number]})
