"""A page in, what rules on the whole file need of it out."""

from __future__ import annotations

from collections.abc import Iterator

from saleor_w2p_plugin.prepress.preflight.checks import colours, inks, transparency
from saleor_w2p_plugin.prepress.preflight.inspected import Gathered
from saleor_w2p_plugin.prepress.preflight.reading.colours import Space
from saleor_w2p_plugin.prepress.preflight.reading.marks import Text
from saleor_w2p_plugin.prepress.preflight.reading.pages import Page


def gather(page: Page, into: Gathered) -> None:
    """Keep the page's spot inks and facts, so that its marks can go."""
    into.page_count = page.number
    for name in inks.spots(page):
        into.spots.setdefault(name, page.number)
    for fact in _facts(page):
        into.facts.setdefault(fact, page.number)


def _facts(page: Page) -> Iterator[str]:
    if len(page.boxes.keys() & {"TrimBox", "ArtBox"}) != 1:
        yield "trim"
    if transparency.transparent(page):
        yield "transparency"
    if page.annotations:
        yield "annotations"
    yield from (notice.rule for notice in page.notices)
    for mark in page.marks:
        if isinstance(mark, Text) and not mark.font.is_embedded:
            yield "loose-font"
        yield from _colours(colours.space_of(mark))


def _colours(space: Space) -> Iterator[str]:
    inner = space.base if space.kind in ("indexed", "pattern") and space.base else space
    if inner.foreign:
        yield "foreign"
    if inner.kind == "rgb" and inner.is_device:
        yield "device-rgb"
    if inner.has_profile:
        yield "profile"
