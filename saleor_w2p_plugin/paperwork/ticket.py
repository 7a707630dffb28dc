"""A job in, its ticket on an A4 page out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.paperwork import pictures
from saleor_w2p_plugin.paperwork.framing import page_figure
from saleor_w2p_plugin.paperwork.job import Ink, Job, State
from saleor_w2p_plugin.paperwork.markup import E, count, document, facts, size_mm
from saleor_w2p_plugin.prepress.preflight import Severity
from saleor_w2p_plugin.rendering.codes import encode

_MOST_PAGES: Final = 4
_PAGES_MM: Final = (178.0, 64.0)
_GAP_MM: Final = 5.0
_CODE: Final = "code.svg"
_LONGEST_NOTE: Final = 600
_STATES: Final[Mapping[State, str]] = {
    "waiting": "Not for print: waiting for its file",
    "blocked": "Not for print: blocked",
    "rendering": "Not for print: the file is being made",
    "ready": "Ready for print",
    "preflight_failed": "Not for print: preflight blocks it",
    "failed": "Not for print: the file could not be made",
    "cancelled": "Not for print: cancelled",
}
_FOUND: Final = {Severity.BLOCK: "error", Severity.WARN: "warning", Severity.INFO: "note"}
_MODULE: Final = re.compile(rb"(\d+) (\d+) (\d+) (\d+) re\n")


def ticket_pdf(job: Job) -> bytes:
    """Set the ticket of a job; one that is not ready says so at its head.

    Raises ArtworkInvalid where that takes too long. The same job gives the same bytes.
    """
    drawn = _drawn(job)
    title = f"Job ticket {job.order_number} / {job.line}"
    head = E.div(
        {"class": "head"},
        E.div(
            {"class": "what"},
            E.p({"class": "kind"}, "Job ticket"),
            E.h1(job.product),
            E.p({"class": "quantity"}, f"{job.quantity:,} ", E.span("copies")),
        ),
        E.img({"class": "code", "src": _CODE, "alt": job.code}),
    )
    parts = [_state(job), head, _order(job), *_pages(drawn), _print(job)]
    files = {f"page-{number}.jpg": page.jpeg for number, page in drawn.items()}
    return document(title, parts, {_CODE: _symbol(job.code), **files})


def _state(job: Job) -> Any:
    kind = "pass" if job.is_ready else "block"
    message = [E.p(job.message)] if job.message else []
    words = E.p({"class": "words"}, _STATES[job.state])
    return E.div({"class": f"verdict {kind}"}, words, *message)


def _order(job: Job) -> Any:
    approvals = [
        E.p(f"{it.by}, {it.at.day} {it.at:%B %Y, %H:%M %Z}{f' ({it.step})' if it.step else ''}")
        for it in job.approvals
    ]
    design = f"{job.design}, revision {job.revision}"
    return facts(
        {
            "Order": E.strong(job.order_number),
            "Line": job.line,
            "Customer": job.company,
            "Design": f"{design}, {job.output}" if job.output else design,
            "Approved by": E.div(*approvals) if approvals else "nobody: no approval was asked for",
            "Note": job.note[:_LONGEST_NOTE],
        }
    )


def _print(job: Job) -> Any:
    file, sheet = job.file, job.sheet
    return facts(
        {
            "Trimmed size": _sizes(job),
            "Bleed": ", ".join(sorted({f"{page.bleed_mm:g} mm" for page in job.pages})),
            "Pages": count(len(job.pages), "page"),
            "Inks": ", ".join(_named(ink) for ink in job.inks),
            "Printing condition": job.condition,
            "Standard": job.standard,
            "Preflight": _preflight(job),
            "Press sheet": f"{sheet.name}, {size_mm(sheet.width_mm, sheet.height_mm)}, "
            f"{sheet.work_style.replace('_', ' ')}"
            if sheet
            else "",
            "File": E.code(file.name) if file else "not made yet",
            "SHA-256": E.code(file.sha256) if file else "",
            "Fingerprint": E.code(job.fingerprint),
            "Ticket": E.code(job.ticket),
        }
    )


def _sizes(job: Job) -> str:
    sizes = dict.fromkeys(size_mm(page.width_mm, page.height_mm) for page in job.pages)
    return ", ".join(sizes)


def _named(ink: Ink) -> str:
    return f"{ink.name} ({ink.finish.replace('_', ' ')})" if ink.finish else ink.name


def _preflight(job: Job) -> str:
    if job.report is None:
        return ""
    found = [
        count(number, word)
        for severity, word in _FOUND.items()
        if (number := sum(each.severity is severity for each in job.report.findings))
    ]
    run, passed = len(job.report.rules), len(job.report.passed_rules)
    checks = f"{passed} of {count(run, 'check')} found nothing"
    words = "passed" if job.report.passed else "blocked"
    return "; ".join([words, *found, *([checks] if run else [])])


def _drawn(job: Job) -> Mapping[int, pictures.PagePicture]:
    """Draw the first pages; a ticket does without pictures where that fails."""
    if job.file is None:
        return {}
    numbers = range(1, min(len(job.pages), _MOST_PAGES) + 1)
    try:
        return pictures.draw(job.file.content, numbers).pages
    except ArtworkInvalid:
        return {}


def _pages(drawn: Mapping[int, pictures.PagePicture]) -> list[Any]:
    if not drawn:
        return []
    width = (_PAGES_MM[0] - _GAP_MM * (len(drawn) - 1)) / max(len(drawn), 2)
    figures = [
        page_figure(picture, f"page-{number}.jpg", f"Page {number}", (width, _PAGES_MM[1]))
        for number, picture in drawn.items()
    ]
    return [E.div({"class": "views pages"}, *figures)]


def _symbol(content: str) -> bytes:
    """Draw a QR code with its quiet zone as an SVG, all modules in one path."""
    symbol = encode("qr", content)
    left, top, *_ = symbol.quiet
    path = _MODULE.sub(rb"M\1 \2h\3v\4h-\3z", symbol.ops).removesuffix(b"f")
    return b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="%d %d %d %d"><path d="%s"/></svg>' % (
        -left,
        -top,
        symbol.columns_with_quiet_zone,
        symbol.rows_with_quiet_zone,
        path,
    )
