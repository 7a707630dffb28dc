"""Rules on what is in a file beside its marks: annotations, layers, scripts, device settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import pikepdf

from saleor_w2p_plugin.prepress.artwork import opening
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.matrices import union
from saleor_w2p_plugin.prepress.preflight.inspected import Found, Inspected, Numbers
from saleor_w2p_plugin.prepress.preflight.reading.pages import MAX_ANNOTATIONS, Page
from saleor_w2p_plugin.prepress.preflight.report import Severity

# Marks of the press, which lie beside the product (ISO 32000-1, 14.11.3 and 14.11.6).
_OF_THE_PRESS: Final = ("/TrapNet", "/PrinterMark")
_UNPRINTED: Final = ("/Link", "/Popup")
_FIXES: Final[Mapping[str, str]] = {
    opening.SCRIPTS: "drop-scripts",
    opening.ATTACHMENTS: "drop-attachments",
    opening.XFA: "drop-xfa",
}


def no_annotations(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """No comments, stamps or films lie on the page."""
    found = [
        area
        for kind, area in page.annotations
        if kind not in (*_OF_THE_PRESS, *_UNPRINTED, "/Widget")
    ]
    if found:
        some = "An annotation lies" if len(found) == 1 else f"{len(found)} annotations lie"
        yield Found(f"{some} on the page.", area=union(found))
    if page.annotations and len(page.raw.Annots) > MAX_ANNOTATIONS:
        message = f"The page has more than {MAX_ANNOTATIONS} annotations; the rest was not read."
        yield Found(message, severity=Severity.WARN)


def damaged(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """Pictures, colours and fonts of the page are what the standard says."""
    yield from _noticed(page, "damaged")


def form_fields(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """No form fields lie on the page; those of supplied artwork become frames."""
    found = [area for kind, area in page.annotations if kind == "/Widget"]
    if found:
        some = "A form field lies" if len(found) == 1 else f"{len(found)} form fields lie"
        severity = Severity.INFO if inspected.is_supplied else None
        yield Found(f"{some} on the page.", area=union(found), severity=severity)


def links(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """No links lie on the page: they do not print, but tell of a file that was made for screens."""
    found = [area for kind, area in page.annotations if kind in _UNPRINTED]
    if found:
        some = "A link lies" if len(found) == 1 else f"{len(found)} links lie"
        yield Found(f"{some} on the page.", area=union(found))


def layers(inspected: Inspected, numbers: Numbers) -> Iterator[Found]:
    """The file has no layers, which viewers and presses may show otherwise."""
    groups: pikepdf.Object | list[object] = inspected.pdf.Root.get(
        "/OCProperties", pikepdf.Dictionary()
    ).get("/OCGs", [])
    if len(groups):
        yield Found(f"The file has {len(groups)} layers; all that are switched on are printed.")


def hidden_layers(inspected: Inspected, numbers: Numbers) -> Iterator[Found]:
    """No layer is switched off: its marks could print all the same."""
    if opening.hidden_layers(inspected.pdf):
        yield Found(opening.HIDDEN, fix="drop-hidden-layers")


def active_content(inspected: Inspected, numbers: Numbers) -> Iterator[Found]:
    """The file runs no scripts, carries no other files, and refers to none."""
    found = dict.fromkeys(opening.activity(item) for item in inspected.pdf.objects)
    form = inspected.pdf.Root.get("/AcroForm", pikepdf.Dictionary())
    if not isinstance(form.get("/Fields", pikepdf.Array()), pikepdf.Array):
        raise Unprintable("its form fields are no list.")
    if "/XFA" in form:
        found[opening.XFA] = None
    for message in found:
        if message:
            yield Found(message, fix=_FIXES.get(message))


def postscript(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """The page draws no PostScript, which no viewer shows."""
    yield from _noticed(page, "postscript")


def device_settings(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """The page leaves screens and curves to the press."""
    yield from _noticed(page, "device-settings")


def _noticed(page: Page, rule: str) -> Iterator[Found]:
    for notice in page.notices:
        if notice.rule == rule:
            yield Found(notice.message, area=notice.area)
