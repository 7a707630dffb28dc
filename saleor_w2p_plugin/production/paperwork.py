"""A job ticket in, signed addresses of its sheet and its XJDF out; and both for such an address."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final, cast

from django.db.models import QuerySet

from saleor_w2p_plugin.conf import link_seconds
from saleor_w2p_plugin.design.inks import PROCESS
from saleor_w2p_plugin.design.press import Finish
from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.host.links import SignedLink, signed_link
from saleor_w2p_plugin.models import (
    ApprovalDecision,
    ApprovalLine,
    ApprovalRequest,
    Decision,
    JobTicket,
    JobTicketStatus,
    Personalization,
)
from saleor_w2p_plugin.paperwork import pictures
from saleor_w2p_plugin.paperwork.job import Approval, Ink, Job, Page, PrintFile, State
from saleor_w2p_plugin.paperwork.ticket import ticket_pdf
from saleor_w2p_plugin.paperwork.xjdf import MEDIA_TYPE, xjdf
from saleor_w2p_plugin.personalization.editions import document, edition_of
from saleor_w2p_plugin.prepress.preflight import Report
from saleor_w2p_plugin.production.download import Download, file_name

SHEETS: Final = "tickets"
XJDF: Final = "xjdf"


def sheet_link(ticket: JobTicket) -> SignedLink:
    """Sign the address of a ticket's sheet; for operators, since it names who approved."""
    return signed_link(SHEETS, [str(ticket.pk), ticket.fingerprint], link_seconds())


def xjdf_link(ticket: JobTicket) -> SignedLink | None:
    """Sign the address of a ticket's XJDF, for operators; None before the file is ready."""
    if ticket.status != JobTicketStatus.READY:
        return None
    return signed_link(XJDF, [str(ticket.pk), ticket.fingerprint], link_seconds())


def open_sheet(payload: list[object]) -> Download | None:
    """Set the sheet that a signed payload names, as it stands now; None where it is gone."""
    ticket = _ticket(payload)
    if ticket is None:
        return None
    return Download(_name(ticket, "-ticket.pdf"), io.BytesIO(ticket_pdf(job_of(ticket))))


def open_xjdf(payload: list[object]) -> Download | None:
    """Write the XJDF that a signed payload names; None where it is no longer for print."""
    ticket = _ticket(payload)
    job = job_of(ticket) if ticket else None
    if ticket is None or job is None or not job.is_ready:
        return None
    return Download(_name(ticket, ".xjdf"), io.BytesIO(xjdf(job)), MEDIA_TYPE)


def _name(ticket: JobTicket, ending: str) -> str:
    return file_name(ticket).removesuffix(".pdf") + ending


def _ticket(payload: list[object]) -> JobTicket | None:
    key, fingerprint = (str(value) for value in payload)
    rows = JobTicket.objects.select_related(
        "artifact",
        "personalization__company",
        "personalization__brand",
        "personalization__press",
        "personalization__revision__design",
        "personalization__variant__product",
    )
    return rows.filter(pk=key, fingerprint=fingerprint).first()


def job_of(ticket: JobTicket) -> Job:
    """Read all that is said of a job."""
    printed = ticket.personalization
    design = document(edition_of(printed))
    file = _file(ticket)
    return Job(
        ticket=str(ticket.pk),
        opened_at=ticket.created_at,
        state=cast("State", ticket.status),
        message=ticket.message,
        order_number=ticket.order_number,
        line=str(ticket.order_line_id)[:8],
        quantity=ticket.quantity,
        company=printed.company.name,
        product=_product(printed),
        design=printed.revision.design.name,
        revision=printed.revision.number,
        output=printed.output,
        fingerprint=ticket.fingerprint,
        pages=tuple(Page(each.width_mm, each.height_mm, each.bleed_mm) for each in design.pages),
        inks=(*map(Ink, PROCESS), *_spots(ticket, file, design.press.finishing)),
        condition=design.press.condition.identifier,
        standard=design.press.standard,
        file=file,
        report=_report(ticket),
        approvals=_approvals(ticket),
        note=_note(ticket),
    )


def _file(ticket: JobTicket) -> PrintFile | None:
    if ticket.artifact is None:
        return None
    with ticket.artifact.file.open("rb") as stored:
        return PrintFile(file_name(ticket), stored.read())


def _report(ticket: JobTicket) -> Report | None:
    return Report.from_json(ticket.artifact.report) if ticket.artifact else None


def _product(printed: Personalization) -> str:
    """Name the product and its variant as the shop does; a variant may be gone."""
    variant = printed.variant
    if variant is None:
        return printed.revision.design.name
    return ", ".join(part for part in (variant.product.name, variant.name) if part)


def _spots(ticket: JobTicket, file: PrintFile | None, finishing: Mapping[str, Finish]) -> list[Ink]:
    """Read the file's spot inks, in a child: artwork that others made is in it.

    Raises ArtworkInvalid where that fails for a file that may be printed: none may be kept back.
    """
    if file is None:
        return []
    try:
        found = pictures.draw(file.content, ()).spots
    except ArtworkInvalid:
        if ticket.status == JobTicketStatus.READY:
            raise
        return []
    return [Ink(name, finishing.get(name)) for name in found]


def _approvals(ticket: JobTicket) -> tuple[Approval, ...]:
    """Return who agreed to the content of this line, in the order in which they did."""
    decisions = ApprovalDecision.objects.filter(
        decision=Decision.APPROVE, step__request__in=_requests(ticket)
    )
    return tuple(
        Approval(decision.decided_by_email, decision.created_at, decision.step.name)
        for decision in decisions.select_related("step")
    )


def _note(ticket: JobTicket) -> str:
    request = _requests(ticket).first()
    return request.note if request else ""


def _requests(ticket: JobTicket) -> QuerySet[ApprovalRequest]:
    """Keep the requests of the order that show what this ticket prints."""
    shown = ApprovalLine.objects.filter(
        personalization=ticket.personalization, fingerprint=ticket.fingerprint
    )
    return ApprovalRequest.objects.filter(
        order_id=ticket.order_id, pk__in=shown.values("request_id")
    )
