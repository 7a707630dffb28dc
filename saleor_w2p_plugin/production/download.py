"""A job ticket in, the signed address of its print file out; and the file for such an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO

from saleor_w2p_plugin.conf import link_seconds
from saleor_w2p_plugin.host.links import SignedLink, signed_link
from saleor_w2p_plugin.models import JobTicket, JobTicketStatus

FILES = "files"


@dataclass(frozen=True, slots=True)
class Download:
    """An open file, the name it is saved under, and what it is."""

    name: str
    content: IO[bytes]
    content_type: str = "application/pdf"


def file_link(ticket: JobTicket) -> SignedLink:
    """Sign the address of a ticket's print file."""
    return signed_link(FILES, [str(ticket.pk), ticket.fingerprint], link_seconds())


def file_name(ticket: JobTicket) -> str:
    """Name the file after order and content; letters, digits, dots and dashes only."""
    number = re.sub(r"[^A-Za-z0-9-]+", "-", ticket.order_number)
    return f"{number}-{str(ticket.order_line_id)[:8]}-{ticket.fingerprint[:12]}.pdf"


def open_file(payload: list[object]) -> Download | None:
    """Open the file that a signed payload names; None where it is no longer for print."""
    key, fingerprint = (str(value) for value in payload)
    tickets = JobTicket.objects.select_related("artifact")
    ticket = tickets.filter(pk=key, fingerprint=fingerprint, status=JobTicketStatus.READY).first()
    if ticket is None or ticket.artifact is None:
        return None
    return Download(file_name(ticket), ticket.artifact.file.open("rb"))
