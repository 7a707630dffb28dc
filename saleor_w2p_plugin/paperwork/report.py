"""What preflight found in a file, and the file, in; the same as a PDF with pictures out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.paperwork import pictures
from saleor_w2p_plugin.paperwork.framing import area_figure, page_figure
from saleor_w2p_plugin.paperwork.markup import E, count, document, facts, size_mm, table
from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.preflight import Finding, Report, Severity

MOST_PICTURED: Final = 40
_MOST_LISTED: Final = 300
_PAGE_MM: Final = (54.0, 48.0)
_AREA_MM: Final = (112.0, 48.0)
_WHOLE: Final = 0.7
SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.BLOCK: "Blocks",
    Severity.WARN: "Warning",
    Severity.INFO: "Note",
}
_HEADS: Final = {
    "number": "No.",
    "severity": "Severity",
    "page": "Page",
    "message": "Finding",
    "rule": "Check",
}


def report_pdf(report: Report, pdf: bytes, title: str) -> bytes:
    """Set a report: a verdict, what the file is, all findings, and a picture of 40 at most.

    A file that cannot be drawn gives a report without pictures that says why. Raises ArtworkInvalid
    where the report itself takes too long. The same input gives the same bytes.
    """
    findings = sorted(report.findings, key=lambda finding: list(Severity).index(finding.severity))
    pictured = [(n, it) for n, it in enumerate(findings, start=1) if it.page][:MOST_PICTURED]
    drawn, reason = _drawn(pdf, [finding for _, finding in pictured])
    parts = [
        E.p({"class": "kind"}, "Preflight report"),
        E.h1(title),
        _verdict_of(report),
        _about(report, pdf, drawn),
        *_listed(findings),
        *_passed(report),
        *_details(pictured, drawn, reason, sum(1 for finding in findings if finding.page)),
    ]
    return document(f"Preflight report: {title}", parts, _files(drawn))


def _verdict_of(report: Report) -> Any:
    """Say whether a file may be printed, and what stands against it."""
    found = {each: sum(it.severity is each for it in report.findings) for each in Severity}
    blocking, warnings = found[Severity.BLOCK], found[Severity.WARN]
    if blocking:
        text = "Each must be put right before this file can be printed."
        return _verdict("block", f"Blocked: {count(blocking, 'finding')}", text)
    if warnings:
        text = "Each should be looked at before this file goes to plate."
        return _verdict("warn", f"Nothing blocks it: {count(warnings, 'warning')}", text)
    return _verdict("pass", "Can go to plate", "No check found anything that stands against it.")


def _verdict(kind: str, words: str, text: str) -> Any:
    return E.div({"class": f"verdict {kind}"}, E.p({"class": "words"}, words), E.p(text))


def _about(report: Report, pdf: bytes, drawn: pictures.Drawn | None) -> Any:
    spots = ", ".join(drawn.spots) if drawn else ""
    return facts(
        {
            "Pages": _sizes(report),
            "Standard claimed": report.standard or "none",
            "Printing condition": (drawn.condition or "none named") if drawn else "",
            "Spot inks": spots,
            "Size of the file": f"{len(pdf):,} bytes",
            "SHA-256": E.code(hashlib.sha256(pdf).hexdigest()),
        }
    )


def _sizes(report: Report) -> str:
    """Write the sizes of all pages, neighbours of one size together."""
    runs = []
    for (width, height), run in groupby(report.pages, lambda it: (it.width_mm, it.height_mm)):
        first, *rest = (page.number for page in run)
        runs.append((f"{first} to {rest[-1]}" if rest else str(first), size_mm(width, height)))
    if len(runs) == 1:
        return f"{len(report.pages)}, {runs[0][1]}"
    shown = "; ".join(f"{pages}: {size}" for pages, size in runs[:12])
    return f"{len(report.pages)} ({shown}{'; …' if len(runs) > 12 else ''})" if runs else ""


def _listed(findings: Sequence[Finding]) -> list[Any]:
    if not findings:
        return []
    rows = [
        [
            str(number),
            E.span({"class": finding.severity.value}, SEVERITIES[finding.severity]),
            str(finding.page or "file"),
            finding.message,
            E.code(finding.rule),
        ]
        for number, finding in enumerate(findings[:_MOST_LISTED], start=1)
    ]
    left_out = len(findings) - _MOST_LISTED
    more = [E.p(f"{count(left_out, 'finding')} more are not listed.")] if left_out > 0 else []
    return [E.h2("Findings"), table(_HEADS, rows), *more]


def _passed(report: Report) -> list[Any]:
    if not report.rules:
        return []
    passed = [E.li(rule.title) for rule in report.passed_rules]
    intro = f"{len(passed)} of {count(len(report.rules), 'check')} found nothing:"
    return [E.h2("Checks that passed"), E.p(intro), E.ul({"class": "checks"}, *passed)]


def _drawn(pdf: bytes, findings: Sequence[Finding]) -> tuple[pictures.Drawn | None, str]:
    """Draw the pages of findings and their areas; None and the reason where that is refused."""
    pages = sorted({finding.page for finding in findings if finding.page})
    areas = [(it.page, it.area) for it in findings if it.page and it.area]
    try:
        return pictures.draw(pdf, pages, areas), ""
    except ArtworkInvalid as error:
        return None, error.problems[0].message


def _files(drawn: pictures.Drawn | None) -> dict[str, bytes]:
    if drawn is None:
        return {}
    pages = {_page_name(number): page.jpeg for number, page in drawn.pages.items()}
    areas = {
        _area_name(place): area.jpeg for place, area in enumerate(drawn.areas) if area and area.jpeg
    }
    return {**pages, **areas}


def _page_name(number: int) -> str:
    return f"page-{number}.jpg"


def _area_name(place: int) -> str:
    return f"area-{place}.jpg"


def _details(
    pictured: Sequence[tuple[int, Finding]],
    drawn: pictures.Drawn | None,
    reason: str,
    total: int,
) -> list[Any]:
    if not pictured:
        return []
    heading = E.h2("Findings on their pages")
    if drawn is None:
        return [heading, E.p(f"The pages could not be drawn. {reason}")]
    places = iter(enumerate(drawn.areas))
    shown = [
        _detail(number, finding, drawn, next(places) if finding.area else None)
        for number, finding in pictured
    ]
    left_out = total - len(pictured)
    more = f"{count(left_out, 'finding')} more are listed above and not shown here."
    return [heading, *shown, *([E.p(more)] if left_out else [])]


def _fills(area: Rect, page: pictures.PagePicture) -> bool:
    """Tell whether an area is nearly the whole page, which is shown anyway."""
    return area.width > _WHOLE * page.width and area.height > _WHOLE * page.height


def _detail(
    number: int,
    finding: Finding,
    drawn: pictures.Drawn,
    placed: tuple[int, pictures.AreaPicture | None] | None,
) -> Any:
    place, area = placed or (0, None)
    figures = []
    page = drawn.pages.get(finding.page or 0)
    if page:
        label, name = f"Page {finding.page}", _page_name(finding.page or 0)
        figures.append(page_figure(page, name, label, _PAGE_MM, area.area if area else None))
    if page and area and area.jpeg and not _fills(area.area, page):
        figures.append(area_figure(area, _area_name(place), page.trim, _AREA_MM))
    fix = [E.p({"class": "fix"}, f"A fix is on offer: {finding.fix}.")] if finding.fix else []
    return E.section(
        {"class": "finding"},
        E.h3(
            E.span({"class": "number"}, str(number)),
            E.span({"class": finding.severity.value}, SEVERITIES[finding.severity]),
            E.span({"class": "message"}, finding.message),
        ),
        E.div({"class": "views"}, *figures),
        *fix,
    )
