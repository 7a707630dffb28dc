"""Rules on inks: spot inks and their names, finishing, registration colour and the total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from saleor_w2p_plugin.design.inks import ALL, NO_SPOTS, PROCESS
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.matrices import around, common, union
from saleor_w2p_plugin.prepress.preflight.inspected import Found, Inspected, Numbers
from saleor_w2p_plugin.prepress.preflight.reading.colours import Paint
from saleor_w2p_plugin.prepress.preflight.reading.marks import Gradient, Mark, Picture
from saleor_w2p_plugin.prepress.preflight.reading.pages import Page
from saleor_w2p_plugin.prepress.preflight.report import Severity

# Makers' signs for a paper or a book of swatches: one ink, in spite of them.
_SIGNS: Final = re.compile(r"\s+(c|cv|cvc|cvu|u|uv|up|m|mv|ec|pc|cp|k)$")
_BLANKS: Final = re.compile(r"[\s_]+")


def spots(page: Page) -> dict[str, list[Rect]]:
    """Return where spot inks are used, by their names."""
    found: dict[str, list[Rect]] = {}
    for mark in page.marks:
        for name in _names(mark):
            if name not in NO_SPOTS:
                found.setdefault(name, []).append(mark.area)
    return found


def spot_names(inspected: Inspected, numbers: Numbers) -> Iterator[Found]:
    """Spot inks are the design's, differ by more than spelling, and are few."""
    used, finishing = inspected.gathered.spots, inspected.press.finishing
    if inspected.spots is not None:
        for name, page in used.items():
            if name not in inspected.spots and name not in finishing:
                message = f"Neither design nor policy know the spot ink {name}."
                yield Found(message, page, severity=Severity.INFO)
    yield from _alike([*PROCESS, *finishing, *used], used)
    inks = [name for name in used if name not in finishing]
    if len(inks) > numbers["most"]:
        listed = ", ".join(inks[:20])
        yield Found(f"The file has {len(inks)} spot inks: {listed}.")


def _alike(names: list[str], used: dict[str, int]) -> Iterator[Found]:
    first: dict[str, str] = {}
    for name in dict.fromkeys(names):
        other = first.setdefault(_plain(name), name)
        if other != name and name in used:
            message = f"{other} and {name} look like one ink, and would be two plates."
            yield Found(message, used[name])


def _plain(name: str) -> str:
    return _SIGNS.sub("", _BLANKS.sub(" ", name.strip().casefold()))


def finishing_overprint(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """Varnish, die lines and the like leave the colours below them alone."""
    areas: dict[str, list[Rect]] = {}
    for mark in page.marks:
        for name in _names(mark):
            if name in inspected.press.finishing and not mark.look.overprints:
                areas.setdefault(name, []).append(mark.area)
    for name, found in sorted(areas.items()):
        message = f"{name} is a finishing, and knocks out what lies below it."
        yield Found(message, area=union(found))


def registration_colour(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """Registration colour is for marks beside the product."""
    inside = page.trim.inset(page.length(0.1))
    found = [
        mark.area
        for mark in page.marks
        if ALL in _names(mark) and common(mark.area, inside) is not None
    ]
    if found:
        message = f"{len(found)} objects inside the trim are in registration colour, on all plates."
        yield Found(message, area=union(found))


def total_ink(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """No area has more ink than the paper takes; finishing does not count.

    Each mark counts by itself: what is printed over another is not added up.
    """
    limit = inspected.press.ink_limit or numbers["limit_percent"] / 100
    least, areas, peak = numbers["area_mm2"], list[Rect](), 0.0
    unmeasured = set[str]()
    for mark in page.printed:
        if isinstance(mark, Picture) and not mark.is_stencil:
            try:
                yield from _picture(inspected, page, mark, limit, least)
            except Unprintable as error:
                unmeasured.add(str(error))
            continue
        total = max((_total(inspected, each) for each in _paints(mark)), default=0.0)
        if total > limit + 0.005 and page.area_mm2(mark.area) > least:
            areas.append(mark.area)
            peak = max(peak, total)
    if areas:
        yield Found(_too_much(len(areas), peak, limit), area=union(areas))
    for message in sorted(unmeasured):
        yield Found(message, severity=Severity.INFO)


def _picture(
    inspected: Inspected, page: Page, mark: Picture, limit: float, least: float
) -> Iterator[Found]:
    amounts = inspected.measured.of(mark)
    above = amounts.above(limit) if amounts else None
    if amounts is None or above is None:
        return
    share, part = above
    area = common(around(mark.place, *part), mark.area)
    if area is None or share * page.area_mm2(around(mark.place, 0, 0, 1, 1)) <= least:
        return
    yield Found(
        f"A picture has up to {amounts.peak:.0%} of ink, on {share:.0%} of it more than "
        f"{limit:.0%}.",
        area=area,
    )


def _total(inspected: Inspected, paint: Paint) -> float:
    finishing = inspected.press.finishing
    return paint.total - sum(amount for name, amount in paint.inks if name in finishing)


def _too_much(count: int, peak: float, limit: float) -> str:
    some = "An area has" if count == 1 else f"{count} areas have up to"
    return f"{some} {peak:.0%} of ink, more than {limit:.0%}."


def _paints(mark: Mark) -> tuple[Paint, ...]:
    return mark.paints if isinstance(mark, Gradient) else (mark.paint,)


def _names(mark: Mark) -> set[str]:
    if isinstance(mark, Picture) and not mark.is_stencil:
        return set(mark.space.inks)
    return {name for paint in _paints(mark) for name, _ in paint.inks}
