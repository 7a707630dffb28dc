"""What preflight says of a print file in, the same as a PDF and the signed address of that out."""

from __future__ import annotations

import logging
from typing import Final

from saleor_w2p_plugin.conf import link_seconds
from saleor_w2p_plugin.host.links import SignedLink, signed_link
from saleor_w2p_plugin.models import JobTicket
from saleor_w2p_plugin.paperwork.report import report_pdf
from saleor_w2p_plugin.prepress.preflight import Report
from saleor_w2p_plugin.production.download import Download, file_name

REPORTS: Final = "reports"

logger = logging.getLogger(__name__)


def drawn(report: Report, pdf: bytes, title: str) -> bytes:
    """Return the report as a PDF; empty where it cannot be made, which must not stop production."""
    try:
        return report_pdf(report, pdf, title)
    except Exception:
        logger.exception("The preflight report of %s could not be drawn.", title)
        return b""


def report_link(ticket: JobTicket) -> SignedLink | None:
    """Sign the address of the report on a ticket's print file; None where there is none."""
    if ticket.artifact is None or not ticket.artifact.report_pdf:
        return None
    return signed_link(REPORTS, [str(ticket.pk), ticket.fingerprint], link_seconds())


def open_report(payload: list[object]) -> Download | None:
    """Open the report that a signed payload names; None where it is gone."""
    key, fingerprint = (str(value) for value in payload)
    tickets = JobTicket.objects.select_related("artifact")
    ticket = tickets.filter(pk=key, fingerprint=fingerprint).first()
    if ticket is None or ticket.artifact is None or not ticket.artifact.report_pdf:
        return None
    name = file_name(ticket).removesuffix(".pdf")
    return Download(f"{name}-preflight.pdf", ticket.artifact.report_pdf.open("rb"))
