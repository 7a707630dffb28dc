"""Rules on fonts: programs that are missing or must not be there, and glyphs that are missing."""

from __future__ import annotations

from collections.abc import Iterator

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.matrices import union
from saleor_w2p_plugin.prepress.preflight.inspected import Found, Inspected, Numbers
from saleor_w2p_plugin.prepress.preflight.reading.marks import Text
from saleor_w2p_plugin.prepress.preflight.reading.pages import Page


def fonts_embedded(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """The program of every font that is used is in the file."""
    areas: dict[str, list[Rect]] = {}
    for mark in _texts(page):
        if not mark.font.is_embedded:
            areas.setdefault(mark.font.name, []).append(mark.area)
    for name, found in sorted(areas.items()):
        yield Found(f"The font {name} is not embedded.", area=union(found))
    for notice in page.notices:
        if notice.rule == "fonts-embedded":
            yield Found(notice.message)


def font_licence(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """No font that is used forbids what was done with it."""
    told: dict[str, str] = {}
    for mark in _texts(page):
        if mark.font.licence:
            told[mark.font.name] = mark.font.licence
    for name, licence in sorted(told.items()):
        yield Found(f"By its licence bits, the font {name} {licence}.")


def missing_glyphs(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """No text shows the sign for a glyph that its font has not."""
    areas: dict[str, list[Rect]] = {}
    for mark in _texts(page):
        if mark.missing and not mark.is_invisible:
            areas.setdefault(mark.font.name, []).append(mark.area)
    for name, found in sorted(areas.items()):
        yield Found(f"A text shows glyphs that the font {name} has not.", area=union(found))


def invisible_text(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """No text is there that does not print."""
    found = [mark.area for mark in _texts(page) if mark.is_invisible]
    if found:
        some = "A text is" if len(found) == 1 else f"{len(found)} texts are"
        yield Found(f"{some} invisible.", area=union(found))


def _texts(page: Page) -> Iterator[Text]:
    return (mark for mark in page.marks if isinstance(mark, Text))
